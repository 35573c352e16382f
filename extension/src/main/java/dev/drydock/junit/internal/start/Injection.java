package dev.drydock.junit.internal.start;

import dev.drydock.junit.ContainerName;
import dev.drydock.junit.HostPort;
import dev.drydock.junit.RunningContainer;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Chooses the container, or the port, that a parameter gets. */
public final class Injection {
    private final ParameterContext parameter;
    private final List<LiveContainer> containers;

    /**
     * @param parameter of a constructor, test or lifecycle method
     * @param containers that are there for it
     */
    public Injection(ParameterContext parameter, List<LiveContainer> containers) {
        this.parameter = parameter;
        this.containers = containers;
    }

    /** Whether the parameter asks for something of ours. */
    public static boolean isFor(ParameterContext parameter) {
        return parameter.isAnnotated(HostPort.class) || parameter.getParameter().getType() == RunningContainer.class;
    }

    /** What the parameter gets. */
    public Object value() {
        return parameter.findAnnotation(HostPort.class).<Object>map(this::port).orElseGet(this::container);
    }

    private Integer port(HostPort wanted) {
        Class<?> type = parameter.getParameter().getType();
        if (type != int.class && type != Integer.class) {
            throw wrong("@HostPort gives an int, not a " + type.getSimpleName());
        }
        if (!wanted.container().isEmpty()) {
            LiveContainer container = named(wanted.container());
            if (!container.ports().containsKey(wanted.value())) {
                throw wrong("container '" + container.name() + "' doesn't publish port " + wanted.value() + thereAre());
            }
            return container.port(wanted.value());
        }
        List<LiveContainer> publishing = containers.stream()
                .filter(each -> each.ports().containsKey(wanted.value()))
                .toList();
        if (publishing.isEmpty()) {
            throw wrong("no container publishes port " + wanted.value() + thereAre()
                    + " Name the port in @WithContainer(ports = …).");
        }
        if (publishing.size() > 1) {
            throw wrong("several containers publish port " + wanted.value() + ": " + names(publishing)
                    + "; say which with @HostPort(value = " + wanted.value() + ", container = …)");
        }
        return publishing.get(0).port(wanted.value());
    }

    private LiveContainer container() {
        ContainerName annotation = parameter.findAnnotation(ContainerName.class).orElse(null);
        if (annotation != null) {
            return named(annotation.value());
        }
        if (containers.size() == 1) {
            return containers.get(0);
        }
        if (containers.isEmpty()) {
            throw wrong("there is no container" + thereAre());
        }
        if (!parameter.getParameter().isNamePresent()) {
            throw wrong("there are several containers, " + names(containers) + ", and the parameter's name isn't in the"
                    + " class file: annotate the parameter with @ContainerName(\"…\"), or compile with -parameters");
        }
        String name = parameter.getParameter().getName();
        return containers.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong("no container is called '" + name + "'" + thereAre()
                        + " Call the parameter by a container's name, or annotate it with @ContainerName(\"…\")."));
    }

    private LiveContainer named(String name) {
        return containers.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong("no container is called '" + name + "'" + thereAre()));
    }

    private String thereAre() {
        if (containers.isEmpty()) {
            return "; none is declared for it. One that is declared on a method isn't there yet for the constructor of a"
                    + " class that has one instance, nor for @BeforeAll.";
        }
        return "; there are " + names(containers) + ".";
    }

    private static String names(List<LiveContainer> containers) {
        return containers.stream()
                .map(each -> "'" + each.name() + "'"
                        + (each.ports().isEmpty()
                                ? " without ports"
                                : " with ports " + each.plan().ports()))
                .collect(Collectors.joining(", "));
    }

    private ParameterResolutionException wrong(String what) {
        return new ParameterResolutionException(
                "Parameter '" + parameter.getParameter() + "' of " + parameter.getDeclaringExecutable() + ": " + what);
    }
}
