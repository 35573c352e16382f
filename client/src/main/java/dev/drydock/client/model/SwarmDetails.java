package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /swarm}.
 *
 * @param id of the swarm
 * @param version to be given back with a change
 * @param createdAt when, in RFC 3339
 * @param updatedAt when it was last changed, in RFC 3339
 * @param spec its settings, as the engine names them
 * @param joinTokens with which machines join
 * @param rootRotationInProgress whether its certificates are just being replaced
 * @param dataPathPort of the traffic between containers on different machines
 * @param subnetSize length of the prefix of new overlay networks
 * @param defaultAddrPool where their addresses are taken from, such as {@code 10.0.0.0/8}
 * @param more what else came
 */
public record SwarmDetails(
        String id,
        ObjectVersion version,
        @Nullable String createdAt,
        @Nullable String updatedAt,
        Map<String, @Nullable Object> spec,
        JoinTokens joinTokens,
        boolean rootRotationInProgress,
        @Nullable Long dataPathPort,
        @Nullable Long subnetSize,
        List<String> defaultAddrPool,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public SwarmDetails {
        id = id == null ? "" : id;
        version = version == null ? ObjectVersion.UNKNOWN : version;
        spec = Values.others(spec);
        joinTokens = joinTokens == null ? new JoinTokens(null, null) : joinTokens;
        defaultAddrPool = Values.orEmpty(defaultAddrPool);
        more = Values.others(more);
    }

    /**
     * Whoever has one can join the swarm.
     *
     * @param worker for machines that only run containers
     * @param manager for machines that also rule the swarm
     */
    public record JoinTokens(
            @Nullable String worker, @Nullable String manager) {
        /** Without the tokens. */
        @Override
        public String toString() {
            return "JoinTokens[***]";
        }
    }
}
