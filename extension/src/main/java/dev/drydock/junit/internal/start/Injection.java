package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.junit.ContainerName;
import dev.drydock.junit.ContainerUrl;
import dev.drydock.junit.HostPort;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.internal.plan.AddressTemplate;
import dev.drydock.junit.internal.plan.InjectionPoint;
import dev.drydock.junit.internal.session.EngineSession;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides what a parameter or a field gets. */
public final class Injection {
    private final InjectionPoint point;
    private final ContainerChoice containers;
    private final ExtensionContext context;
    private final Function<String, RuntimeException> wrong;

    /**
     * @param point a parameter of a constructor, test or lifecycle method, or a field
     * @param containers that are there for it
     * @param context that asks
     * @param error makes an exception of a message
     */
    public Injection(
            InjectionPoint point,
            List<LiveContainer> containers,
            ExtensionContext context,
            Function<String, RuntimeException> error) {
        this.point = point;
        this.context = context;
        this.wrong = what -> error.apply(point + ": " + what);
        this.containers = new ContainerChoice(containers, wrong);
    }

    /** Whether the parameter asks for something of ours. */
    public static boolean isFor(InjectionPoint point) {
        return point.isAnnotated() || point.type() == RunningContainer.class || point.type() == DockerClient.class;
    }

    /** What it gets. */
    public Object value() {
        point.mistake().ifPresent(what -> {
            throw wrong.apply(what);
        });
        Optional<HostPort> port = point.find(HostPort.class);
        if (port.isPresent()) {
            return port(port.get());
        }
        Optional<ContainerUrl> url = point.find(ContainerUrl.class);
        if (url.isPresent()) {
            return address(url.get());
        }
        return point.type() == DockerClient.class ? client() : container();
    }

    /** Whoever gets it may close it as his own. */
    private DockerClient client() {
        return EngineSession.of(context).client().unclosable();
    }

    private Integer port(HostPort wanted) {
        int port = wanted.value();
        if (!wanted.container().isEmpty()) {
            LiveContainer container = containers.named(wanted.container());
            if (!container.ports().containsKey(port)) {
                throw wrong.apply(
                        "container '" + container.name() + "' doesn't publish port " + port + containers.thereAre());
            }
            return container.port(port);
        }
        return containers
                .only(
                        each -> each.ports().containsKey(port),
                        "no container publishes port " + port + containers.thereAre()
                                + " Name the port in @WithContainer(ports = …).",
                        "several containers publish port " + port + ": ",
                        "; say which with @HostPort(value = " + port + ", container = …)")
                .port(port);
    }

    private LiveContainer container() {
        return point.find(ContainerName.class)
                .map(ContainerName::value)
                .filter(name -> !name.isEmpty())
                .map(containers::named)
                .orElseGet(() -> containers.onlyOrCalled(point.name(), point.what()));
    }

    private Object address(ContainerUrl wanted) {
        AddressTemplate template = AddressTemplate.of(wanted.value());
        int port = wanted.port();
        LiveContainer container = wanted.container().isEmpty()
                ? containers.single().orElseGet(() -> fitting(template, port))
                : containers.named(wanted.container());
        template.misfit(container.plan().tcpPorts(), port).ifPresent(what -> {
            throw wrong.apply("container '" + container.name() + "' doesn't fit @ContainerUrl: " + what);
        });
        ContainerAddress address = new ContainerAddress(container, Scopes.surroundings(context));
        if (point.type() == InetSocketAddress.class) {
            return new InetSocketAddress(container.host(), container.port(address.portOr(port)));
        }
        return converted(filled(address, template, port), wanted.value());
    }

    private String filled(ContainerAddress address, AddressTemplate template, int port) {
        try {
            return address.fill(template, port);
        } catch (IllegalArgumentException e) {
            throw wrong.apply("@ContainerUrl: " + e.getMessage());
        }
    }

    private LiveContainer fitting(AddressTemplate template, int port) {
        return containers.only(
                each -> template.misfit(each.plan().tcpPorts(), port).isEmpty(),
                "no container fits @ContainerUrl" + containers.thereAre(),
                "several containers fit @ContainerUrl: ",
                "; say which with container = …");
    }

    /** What was filled in may be a secret: errors show the template. */
    private Object converted(String text, String template) {
        if (point.type() == String.class) {
            return text;
        }
        try {
            URI uri = URI.create(text);
            return point.type() == URI.class ? uri : uri.toURL();
        } catch (IllegalArgumentException | MalformedURLException e) {
            throw wrong.apply("@ContainerUrl(\"" + template + "\") doesn't make a "
                    + point.type().getSimpleName()
                    + (e instanceof MalformedURLException
                            ? ": Java has no URL of that scheme; take a String or a URI"
                            : ""));
        }
    }
}
