package dev.drydock.junit.internal.session;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerConnectionException;
import dev.drydock.client.DockerException;
import dev.drydock.client.DockerTimeoutException;
import dev.drydock.client.IpamPool;
import dev.drydock.client.NetworkSpec;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes networks with small subnets of our own: engines have addresses for some 30 networks only, each of them with room
 * for thousands of containers.
 */
public final class OwnNetworks {
    /** As a value of the setting: the engine chooses. */
    static final String ENGINE = "engine";

    private static final Logger LOG = System.getLogger("dev.drydock");
    /** None of them is among those that engines take from by default. */
    private static final List<String> RANGES = List.of("10.213.0.0/16", "10.87.0.0/16", "172.16.192.0/18");

    private static final int ATTEMPTS = 8;
    /** The network's own address, the broadcast address and the gateway. */
    private static final int TAKEN = 3;

    private final DockerClient client;
    private final Optional<Ipv4Range> range;
    private final List<Ipv4Range> routes;

    /** @param setting {@link #ENGINE} or a range; empty for the first that no route of this machine leads to */
    OwnNetworks(DockerClient client, Optional<String> setting) {
        this(client, setting, Ipv4Range.routes());
    }

    OwnNetworks(DockerClient client, Optional<String> setting, List<Ipv4Range> routes) {
        this.client = client;
        this.routes = routes;
        this.range = setting.isPresent()
                ? setting.filter(each -> !each.equals(ENGINE)).map(Ipv4Range::parse)
                : RANGES.stream()
                        .map(Ipv4Range::parse)
                        .filter(each -> routes.stream().noneMatch(route -> route.covers(each)))
                        .findFirst();
    }

    /**
     * Creates a network. Where the engine has given a subnet to somebody else, another is tried, and at last the choice left
     * to the engine.
     *
     * @param name of it
     * @param labels of it
     * @param containers how many are to have an address in it
     * @return its id
     */
    public String create(String name, Map<String, String> labels, int containers) {
        for (int attempt = 0; range.isPresent() && attempt < ATTEMPTS; attempt++) {
            Ipv4Range subnet = subnet(range.get(), containers);
            // Some engines don't show the gateway that they have chosen themselves.
            IpamPool pool = IpamPool.of(subnet.toString()).withGateway(subnet.gateway());
            NetworkSpec spec =
                    NetworkSpec.of(name).withLabels(labels).withDriver("bridge").withPool(pool);
            try {
                return client.networks().create(spec).id();
            } catch (DockerConnectionException | DockerTimeoutException e) {
                throw e;
            } catch (DockerException e) {
                LOG.log(Level.DEBUG, "The engine doesn't make a network of " + subnet, e);
            }
        }
        return client.networks().create(name, labels);
    }

    private Ipv4Range subnet(Ipv4Range from, int containers) {
        // Some may be added by the test itself.
        int bits = 4;
        while ((1 << bits) - TAKEN < containers + 2 && bits < 32 - from.prefix()) {
            bits++;
        }
        int prefix = Math.max(32 - bits, from.prefix());
        Ipv4Range part = from.part(prefix, ThreadLocalRandom.current().nextInt(from.parts(prefix)));
        for (int attempt = 0; attempt < ATTEMPTS && routes.stream().anyMatch(part::overlaps); attempt++) {
            part = from.part(prefix, ThreadLocalRandom.current().nextInt(from.parts(prefix)));
        }
        return part;
    }
}
