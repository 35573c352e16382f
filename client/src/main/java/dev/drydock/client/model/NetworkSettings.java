package dev.drydock.client.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container's place in its networks.
 *
 * @param networks by the network's name
 * @param ports published ports by the container's port, such as {@code 5432/tcp}; empty list: exposed, not published
 * @param more what else came
 */
public record NetworkSettings(
        Map<String, Endpoint> networks, Map<String, List<PortBinding>> ports, Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public NetworkSettings {
        networks = Values.orEmpty(networks);
        ports = bindings(ports);
        more = Values.others(more);
    }

    static Map<String, List<PortBinding>> bindings(@Nullable Map<String, List<PortBinding>> ports) {
        Map<String, List<PortBinding>> published = new LinkedHashMap<>();
        for (Map.Entry<String, List<PortBinding>> each : Values.orEmpty(ports).entrySet()) {
            published.put(each.getKey(), Values.orEmpty(each.getValue()));
        }
        return published;
    }

    /**
     * A container's end of a network.
     *
     * @param networkID of the network
     * @param ipAddress IPv4 address in the network; empty when the container doesn't run
     * @param gateway the network's way out
     * @param aliases names that others in the network reach it by
     * @param more what else came
     */
    public record Endpoint(
            @Nullable String networkID,
            @Nullable String ipAddress,
            @Nullable String gateway,
            List<String> aliases,
            Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Endpoint {
            aliases = Values.orEmpty(aliases);
            more = Values.others(more);
        }
    }

    /**
     * Where a container's port is published on the engine's machine.
     *
     * @param hostIp the address; {@code 0.0.0.0} or empty means all
     * @param hostPort the port, in decimal
     */
    public record PortBinding(
            @Nullable String hostIp, @Nullable String hostPort) {}
}
