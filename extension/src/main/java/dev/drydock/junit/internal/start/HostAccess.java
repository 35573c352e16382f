package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.NetworkDetails;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.session.EngineSession;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way from a container to servers of this JVM: a name for the gateway of its network, which is this machine, and
 * forwarders that listen there.
 */
final class HostAccess {
    /** A word that engines replace by their machine's address; Docker Desktop by that of the machine around its own. */
    private static final String ENGINES_HOST = "host-gateway";

    private static final String LOOPBACK = "127.0.0.1";

    private final ContainerPlan plan;
    private final ContainerId id;
    private final Map<Integer, HostForwarder> forwarders = new ConcurrentHashMap<>();

    HostAccess(ContainerPlan plan, ContainerId id) {
        this.plan = plan;
        this.id = id;
    }

    /**
     * The entry of a container's hosts file that leads here.
     *
     * @param network of Drydock's that it will be in; empty for none
     */
    static String entry(EngineSession session, ContainerPlan plan, String network) {
        return RunningContainer.HOST + ":" + address(session, plan, network);
    }

    private static String address(EngineSession session, ContainerPlan plan, String network) {
        DockerClient client = session.client();
        String declared = plan.network().network();
        if (declared.equals("none")) {
            throw refused(plan, "it is in no network.");
        }
        if (!isHere(client.address())) {
            throw refused(plan, "the engine at " + client.address() + " isn't on this machine.");
        }
        if (declared.equals("host")) {
            return LOOPBACK;
        }
        String name = declared.isEmpty() ? network : declared;
        NetworkDetails joined = client.networks().inspect(name.isEmpty() || name.equals("default") ? "bridge" : name);
        Optional<ContainerDetails> own = Reach.of(session).ownContainer();
        if (own.isPresent()) {
            return ownAddress(plan, own.get(), joined);
        }
        Optional<String> gateway = joined.ipam().config().stream()
                .map(NetworkDetails.Pool::gateway)
                .filter(each -> each != null && (Subnet.isOfThisMachine(each) || willBeOfThisMachine(client)))
                .findFirst();
        return gateway.orElseGet(() -> {
            if (isInVirtualMachine(client)) {
                return ENGINES_HOST;
            }
            throw refused(plan, "the gateway of network '" + joined.name() + "' is no address of this machine.");
        });
    }

    private static boolean isHere(EngineAddress address) {
        return address.kind() == EngineAddress.Kind.UNIX
                || Set.of("localhost", LOOPBACK, "::1").contains(address.host());
    }

    /** Podman makes the bridge of a network when the first container in it is started; without root, where nobody sees it. */
    private static boolean willBeOfThisMachine(DockerClient client) {
        return client.isPodman()
                && System.getProperty("os.name").startsWith("Linux")
                && client.system().info().securityOptions().stream().noneMatch(each -> each.contains("rootless"));
    }

    private static boolean isInVirtualMachine(DockerClient client) {
        String system = client.system().info().operatingSystem();
        return system != null && system.startsWith("Docker Desktop");
    }

    /** Of the container that the tests run in: others of its network reach it without a forwarder's help. */
    private static String ownAddress(ContainerPlan plan, ContainerDetails own, NetworkDetails joined) {
        return own.networkSettings().networks().entrySet().stream()
                .filter(each -> each.getKey().equals(joined.name()))
                .map(each -> each.getValue().ipAddress())
                .filter(address -> address != null && !address.isEmpty())
                .findFirst()
                .orElseThrow(() -> refused(
                        plan,
                        "the tests run in a container of other networks, "
                                + own.networkSettings().networks().keySet() + ". Name one of them as its network."));
    }

    private static ContainerStartException refused(ContainerPlan plan, String why) {
        return new ContainerStartException("Container " + plan.shown() + " can't have hostAccess = true: " + why, null);
    }

    /**
     * Opens the way to a port of this machine's loopback address.
     *
     * @return the port by which the container reaches it
     */
    int open(DockerClient c, int localPort) {
        HostForwarder open = forwarders.get(localPort);
        if (open != null) {
            return open.port();
        }
        ContainerDetails details = c.containers().inspect(id.get());
        String address = hostAddress(details);
        if (address.equals(ENGINES_HOST) || address.equals(LOOPBACK) || ListeningSockets.onAllAddresses(localPort)) {
            return localPort;
        }
        Subnet subnet = subnet(c, details, address);
        try {
            InetAddress at = InetAddress.getByName(address);
            // What comes from the address itself is a process of this machine.
            return forwarders
                    .computeIfAbsent(localPort, port -> opened(at, port, subnet))
                    .port();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Cannot expose port " + localPort + " to container " + plan.shown() + ": " + e.getMessage(), e);
        }
    }

    private HostForwarder opened(InetAddress at, int localPort, Subnet subnet) {
        try {
            return HostForwarder.open(at, localPort, peer -> subnet.contains(peer) && !peer.equals(at));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Cannot expose port " + localPort + " to container " + plan.shown() + ": nothing can listen on "
                            + at.getHostAddress() + ": " + e.getMessage(),
                    e);
        }
    }

    private String hostAddress(ContainerDetails details) {
        String prefix = RunningContainer.HOST + ":";
        List<String> entries =
                details.hostConfig() == null ? List.of() : details.hostConfig().extraHosts();
        return entries.stream()
                .filter(each -> each.startsWith(prefix))
                .map(each -> each.substring(prefix.length()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Container " + plan.shown()
                        + " has no access to this machine. Declare it with @WithContainer(hostAccess = true)."));
    }

    private Subnet subnet(DockerClient c, ContainerDetails details, String address) {
        return details.networkSettings().networks().keySet().stream()
                .flatMap(each -> c.networks().inspect(each).ipam().config().stream())
                .flatMap(pool -> Subnet.parse(pool.subnet()).stream())
                .filter(each -> each.contains(address))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Container " + plan.shown()
                        + " isn't in the network in which it reaches this machine: it is disconnected."));
    }

    /** Ends what was opened for the container. */
    void close() {
        for (Integer port : List.copyOf(forwarders.keySet())) {
            HostForwarder forwarder = forwarders.remove(port);
            if (forwarder != null) {
                forwarder.release();
            }
        }
    }
}
