package dev.drydock.junit.internal.plan;

import dev.drydock.client.DockerClient;
import dev.drydock.junit.ContainerName;
import dev.drydock.junit.ContainerUrl;
import dev.drydock.junit.HostPort;
import dev.drydock.junit.Injected;
import dev.drydock.junit.RunningContainer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** A parameter or a field that asks for something of a container. */
public abstract class InjectionPoint {
    private static final List<Class<?>> ADDRESSES =
            List.of(String.class, URI.class, URL.class, InetSocketAddress.class);

    private final Class<?> type;

    private InjectionPoint(Class<?> type) {
        this.type = type;
    }

    /** A parameter. */
    public static InjectionPoint of(ParameterContext parameter) {
        return new InjectionPoint(parameter.getParameter().getType()) {
            @Override
            public <A extends Annotation> Optional<A> find(Class<A> annotation) {
                return parameter.findAnnotation(annotation);
            }

            @Override
            public Optional<String> name() {
                return Optional.of(parameter.getParameter())
                        .filter(java.lang.reflect.Parameter::isNamePresent)
                        .map(java.lang.reflect.Parameter::getName);
            }

            @Override
            public String what() {
                return "parameter";
            }

            @Override
            public String toString() {
                return "Parameter '" + parameter.getParameter() + "' of " + parameter.getDeclaringExecutable();
            }
        };
    }

    /** A field. */
    public static InjectionPoint of(Field field) {
        return new InjectionPoint(field.getType()) {
            @Override
            public <A extends Annotation> Optional<A> find(Class<A> annotation) {
                return AnnotationSupport.findAnnotation(field, annotation);
            }

            @Override
            public Optional<String> name() {
                return Optional.of(field.getName());
            }

            @Override
            public String what() {
                return "field";
            }

            @Override
            public String toString() {
                return "Field " + field.getDeclaringClass().getSimpleName() + "." + field.getName();
            }
        };
    }

    /** The annotation of that type, also one on an annotation. */
    public abstract <A extends Annotation> Optional<A> find(Class<A> annotation);

    /** Its name; empty when it isn't in the class file. */
    public abstract Optional<String> name();

    /** {@code parameter} or {@code field}. */
    public abstract String what();

    /** What it takes. */
    public Class<?> type() {
        return type;
    }

    /** Whether one of Drydock's annotations is on it. */
    public boolean isAnnotated() {
        return find(HostPort.class).isPresent()
                || find(ContainerUrl.class).isPresent()
                || find(ContainerName.class).isPresent()
                || find(Injected.class).isPresent();
    }

    /** What is wrong with it, whatever containers there are. */
    public Optional<String> mistake() {
        Optional<HostPort> port = find(HostPort.class);
        Optional<ContainerUrl> url = find(ContainerUrl.class);
        if (port.isPresent() && url.isPresent()) {
            return Optional.of("it has @HostPort and @ContainerUrl: it is either");
        }
        if (port.isPresent()) {
            return mistake(port.get());
        }
        if (url.isPresent()) {
            return mistake(url.get());
        }
        if (find(ContainerName.class).isPresent() && type != RunningContainer.class) {
            return gives("@ContainerName", "a RunningContainer");
        }
        if (find(Injected.class).isPresent() && type != RunningContainer.class && type != DockerClient.class) {
            return gives("@Injected", "a RunningContainer or a DockerClient");
        }
        return Optional.empty();
    }

    private Optional<String> mistake(HostPort wanted) {
        return type == int.class || type == Integer.class
                ? range("@HostPort", wanted.value(), 1)
                : gives("@HostPort", "an int");
    }

    private Optional<String> mistake(ContainerUrl wanted) {
        if (!ADDRESSES.contains(type)) {
            return gives("@ContainerUrl", "a String, URI, URL or InetSocketAddress");
        }
        boolean plain = wanted.value().equals("{host}:{port}");
        if (type == InetSocketAddress.class && !plain) {
            return Optional.of("@ContainerUrl gives an InetSocketAddress without a template; port = … says which port");
        }
        if ((type == URI.class || type == URL.class) && plain) {
            return Optional.of("@ContainerUrl gives a " + type.getSimpleName()
                    + " by a template with a scheme, such as \"http://{host}:{port}/\"");
        }
        try {
            AddressTemplate.of(wanted.value());
            for (Placeholder each : Template.parse(wanted.value()).placeholders()) {
                if (each.kind().isContainers()) {
                    return Optional.of("@ContainerUrl: " + each + ": it takes {host} and {port} of its container");
                }
            }
        } catch (IllegalArgumentException e) {
            return Optional.of("@ContainerUrl: " + e.getMessage());
        }
        return range("@ContainerUrl", wanted.port(), 0);
    }

    private static Optional<String> range(String annotation, int port, int least) {
        return port >= least && port <= 65535
                ? Optional.empty()
                : Optional.of(annotation + " with port " + port + ": a port is 1 to 65535");
    }

    private Optional<String> gives(String annotation, String what) {
        return Optional.of(annotation + " gives " + what + ", not a " + type.getSimpleName());
    }
}
