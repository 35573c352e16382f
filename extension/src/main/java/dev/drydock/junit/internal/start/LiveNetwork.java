package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.EndpointSpec;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.NetworkSettings.Endpoint;
import dev.drydock.junit.ContainerNetwork;
import dev.drydock.junit.ContainerStateException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The network of a container that exists. */
final class LiveNetwork implements ContainerNetwork {
    /** What the engine's default network is called; it knows no names. */
    private static final String DEFAULT = "bridge";

    private final ContainerCalls calls;
    private final ContainerId id;
    private final HostAccess hostAccess;
    private final Queue<EndpointSpec> left = new ConcurrentLinkedQueue<>();

    LiveNetwork(ContainerCalls calls, ContainerId id, HostAccess hostAccess) {
        this.calls = calls;
        this.id = id;
        this.hostAccess = hostAccess;
    }

    @Override
    public String address() {
        String doing = "tell the address of";
        return calls.ask(doing, c -> {
            ContainerDetails details = c.containers().inspect(id.get());
            if (!details.state().running()) {
                // Podman goes on telling the one that it had for a moment.
                throw calls.stopped(c, doing, details.state(), null);
            }
            return endpoints(details).stream()
                    .map(Endpoint::ipAddress)
                    .filter(address -> address != null && !address.isEmpty())
                    .findFirst()
                    .orElseThrow(() ->
                            new ContainerStateException(calls.cannot(doing) + "it is in no network of its own.", null));
        });
    }

    private static List<Endpoint> endpoints(ContainerDetails details) {
        return List.copyOf(details.networkSettings().networks().values());
    }

    @Override
    public List<String> names() {
        return calls.ask("tell the names of", c -> {
            Set<String> names = new LinkedHashSet<>();
            // Podman gives names there, too, but nobody finds them.
            String none = c.isPodman() ? c.networks().inspect(DEFAULT).id() : "";
            endpoints(c.containers().inspect(id.get())).stream()
                    .filter(each -> !none.equals(each.networkID()))
                    .forEach(each -> names.addAll(aliases(each)));
            return List.copyOf(names);
        });
    }

    /** Engines add the beginning of the id. */
    private List<String> aliases(Endpoint endpoint) {
        return endpoint.aliases().stream()
                .filter(each -> !id.get().startsWith(each))
                .toList();
    }

    @Override
    public void disconnect() {
        calls.tell("disconnect", this::disconnect);
    }

    private void disconnect(DockerClient c) {
        c.containers().inspect(id.get()).networkSettings().networks().forEach((name, endpoint) -> {
            c.networks().disconnect(name, id.get());
            EndpointSpec place = EndpointSpec.of(name);
            left.add(
                    name.equals(DEFAULT)
                            ? place
                            : place.withAliases(aliases(endpoint).toArray(String[]::new)));
        });
    }

    /** Another container has taken the place of the one that was disconnected. */
    void renewed() {
        left.clear();
    }

    @Override
    public void reconnect() {
        calls.tell("reconnect", c -> {
            for (EndpointSpec place = left.peek(); place != null; place = left.peek()) {
                c.networks().connect(id.get(), place);
                left.remove(place);
            }
        });
    }

    @Override
    public int exposeHostPort(int localPort) {
        if (localPort < 1 || localPort > 65535) {
            throw new IllegalArgumentException(
                    calls.cannot("expose port " + localPort + " to") + "ports are 1 to 65535.");
        }
        return calls.ask("expose port " + localPort + " to", c -> hostAccess.open(c, localPort));
    }
}
