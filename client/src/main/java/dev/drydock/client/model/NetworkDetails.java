package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /networks/ID}, and a line of {@code GET /networks}.
 *
 * @param id of the network
 * @param name not necessarily unique
 * @param driver such as {@code bridge}
 * @param created when, in RFC 3339
 * @param scope {@code local}, {@code global} or {@code swarm}
 * @param internal whether it has no way out
 * @param attachable whether containers may join a network of a swarm
 * @param ingress whether it is what a swarm publishes ports by
 * @param enableIPv4 whether it has IPv4; {@code null} before API 1.47, when all had
 * @param enableIPv6 whether it has IPv6
 * @param configOnly whether it is only there for others to take their settings from
 * @param configFrom the network that it takes its settings from
 * @param ipam its address pools
 * @param containers that are in it, by their ids; only when a single network was asked for
 * @param options of its driver
 * @param labels of the network
 * @param more what else came
 */
public record NetworkDetails(
        String id,
        @Nullable String name,
        @Nullable String driver,
        @Nullable String created,
        @Nullable String scope,
        boolean internal,
        boolean attachable,
        boolean ingress,
        @Nullable Boolean enableIPv4,
        boolean enableIPv6,
        boolean configOnly,
        @Nullable ConfigFrom configFrom,
        Ipam ipam,
        Map<String, Member> containers,
        Map<String, String> options,
        Map<String, String> labels,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public NetworkDetails {
        id = id == null ? "" : id;
        ipam = ipam == null ? new Ipam(null, List.of(), Map.of(), Map.of()) : ipam;
        containers = Values.orEmpty(containers);
        options = Values.orEmpty(options);
        labels = Values.orEmpty(labels);
        more = Values.others(more);
    }

    /** Options by their names only, whatever a driver takes. */
    @Override
    public String toString() {
        return "NetworkDetails[id=" + id + ", name=" + name + ", driver=" + driver + ", scope=" + scope + ", internal="
                + internal + ", ipam=" + ipam + ", containers=" + containers + ", options=" + options.keySet()
                + ", labels=" + labels + "]";
    }

    /**
     * Where a network's settings come from.
     *
     * @param network its name; empty when they are its own
     */
    public record ConfigFrom(@Nullable String network) {}

    /**
     * How addresses of a network are given out.
     *
     * @param driver such as {@code default}
     * @param config the pools of addresses
     * @param options of the driver
     * @param more what else came
     */
    public record Ipam(
            @Nullable String driver,
            List<Pool> config,
            Map<String, String> options,
            Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Ipam {
            config = Values.orEmpty(config);
            options = Values.orEmpty(options);
            more = Values.others(more);
        }

        /** Options by their names only, whatever a driver takes. */
        @Override
        public String toString() {
            return "Ipam[driver=" + driver + ", config=" + config + ", options=" + options.keySet() + "]";
        }
    }

    /**
     * A pool of addresses.
     *
     * @param subnet such as {@code 172.28.0.0/16}
     * @param ipRange that containers get addresses of; {@code null} for all of the subnet
     * @param gateway the engine's own address in it
     * @param auxiliaryAddresses that are given to nobody, by name
     * @param more what else came
     */
    public record Pool(
            @Nullable String subnet,
            @Nullable String ipRange,
            @Nullable String gateway,
            Map<String, String> auxiliaryAddresses,
            Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Pool {
            auxiliaryAddresses = Values.orEmpty(auxiliaryAddresses);
            more = Values.others(more);
        }
    }

    /**
     * A container in a network.
     *
     * @param name of the container
     * @param endpointID of its place in the network
     * @param macAddress such as {@code 02:42:ac:1c:00:0a}
     * @param ipv4Address with the length of the subnet, such as {@code 172.28.0.10/16}; empty when it has none
     * @param ipv6Address with the length of the subnet; empty when it has none
     * @param more what else came
     */
    public record Member(
            @Nullable String name,
            @Nullable String endpointID,
            @Nullable String macAddress,
            @Nullable String ipv4Address,
            @Nullable String ipv6Address,
            Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Member {
            more = Values.others(more);
        }
    }
}
