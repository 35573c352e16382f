package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.NetworkSettings.Endpoint;
import dev.drydock.junit.internal.session.EngineSession;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Where ports are published, and by which host tests reach them.
 *
 * <ul>
 *   <li>An engine of this machine publishes them on the loopback address.
 *   <li>An engine elsewhere publishes them on the one address by which it is reached. What a name of ssh stands for, ssh is
 *       asked. Where no address is known, ports can't be published: on all addresses, strangers might reach them.
 *   <li>When the tests run in a container of the engine, whose loopback address is another one, the engine publishes them on
 *       the gateway of that container's network: an address of its machine that the container has a route to, and that is
 *       visible to containers only.
 *   <li>{@code drydock.host} names another host. Where that is an address, ports are published there; where it is a name,
 *       nobody knows which address of the engine's machine it leads to: they are published on all.
 * </ul>
 *
 * @param host by which tests reach published ports
 * @param publishAt address of the engine's machine; empty when none is known
 * @param ownContainer that the tests run in, if it is one of the engine's and has a network of its own
 */
record Reach(String host, String publishAt, Optional<ContainerDetails> ownContainer) {
    private static final Logger LOG = System.getLogger("dev.drydock");
    private static final String LOOPBACK = "127.0.0.1";
    private static final Map<EngineSession, Reach> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    /** Found out once for each session. */
    static Reach of(EngineSession session) {
        Reach known = KNOWN.get(session);
        if (known == null) {
            known = find(session.client(), session.settings().host());
            KNOWN.put(session, known);
        }
        return known;
    }

    static Reach find(DockerClient client, String setting) {
        EngineAddress address = client.address();
        boolean here = address.kind() == EngineAddress.Kind.UNIX;
        Optional<ContainerDetails> own = here
                ? OwnContainer.ids().stream()
                        .flatMap(id -> inspect(client, id).stream())
                        .findFirst()
                : Optional.empty();
        Optional<ContainerDetails> networked = own.filter(Reach::hasNetwork);
        if (!setting.isEmpty()) {
            return new Reach(setting, publishAt(setting), networked);
        }
        if (!here) {
            String named = address.kind() == EngineAddress.Kind.SSH ? SshHost.of(address.host()) : address.host();
            String host = named.equals("localhost") ? LOOPBACK : named;
            return new Reach(host, addressOf(host), networked);
        }
        Optional<String> gateway = networked.flatMap(Reach::gateway);
        if (networked.isPresent() && gateway.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "The tests run in container {0}, whose networks have no gateway: ports are published on {1}, which may"
                            + " be out of its reach. drydock.host names another host",
                    networked.get().name(),
                    LOOPBACK);
        }
        String host = gateway.orElse(LOOPBACK);
        return new Reach(host, host, networked);
    }

    /** Engines publish at addresses, not at names. */
    private static String addressOf(String host) {
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException e) {
            LOG.log(Level.DEBUG, "No address is known for " + host, e);
            return "";
        }
    }

    private static String publishAt(String host) {
        if (host.equals("localhost")) {
            return LOOPBACK;
        }
        return host.matches("[0-9.]+|[0-9a-fA-F:]+:[0-9a-fA-F:.]*") ? host : "0.0.0.0";
    }

    private static Optional<ContainerDetails> inspect(DockerClient client, String id) {
        try {
            ContainerDetails details = client.containers().inspect(id);
            String mode =
                    details.hostConfig() == null ? null : details.hostConfig().networkMode();
            if (mode != null && mode.startsWith("container:")) {
                return inspect(client, mode.substring("container:".length()));
            }
            return Optional.of(details).filter(each -> each.state().running());
        } catch (NotFoundException e) {
            // A container of another engine: that one may run in it.
            return Optional.empty();
        } catch (DockerException e) {
            LOG.log(Level.DEBUG, "Cannot look at container " + id, e);
            return Optional.empty();
        }
    }

    /** One that shares the network of the engine's machine reaches its loopback address. */
    private static boolean hasNetwork(ContainerDetails own) {
        return own.hostConfig() == null || !"host".equals(own.hostConfig().networkMode());
    }

    private static Optional<String> gateway(ContainerDetails own) {
        return own.networkSettings().networks().values().stream()
                .map(Endpoint::gateway)
                .flatMap(gateway -> gateway == null || gateway.isEmpty()
                        ? java.util.stream.Stream.empty()
                        : java.util.stream.Stream.of(gateway))
                .findFirst();
    }
}
