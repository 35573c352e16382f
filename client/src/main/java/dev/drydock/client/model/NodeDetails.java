package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /nodes/ID}, and a line of {@code GET /nodes}: a machine of a swarm.
 *
 * @param id of the node
 * @param version to be given back with a change
 * @param createdAt when, in RFC 3339
 * @param updatedAt when it was last changed, in RFC 3339
 * @param spec its role, availability and labels, as the engine names them
 * @param description what kind of machine it is
 * @param status whether it can be reached
 * @param managerStatus its part in ruling the swarm; {@code null} for a worker
 * @param more what else came
 */
public record NodeDetails(
        String id,
        ObjectVersion version,
        @Nullable String createdAt,
        @Nullable String updatedAt,
        Map<String, @Nullable Object> spec,
        Description description,
        Status status,
        @Nullable ManagerStatus managerStatus,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public NodeDetails {
        id = id == null ? "" : id;
        version = version == null ? ObjectVersion.UNKNOWN : version;
        spec = Values.others(spec);
        description = description == null ? new Description(null, null, null, null, Map.of()) : description;
        status = status == null ? new Status(null, null, null) : status;
        more = Values.others(more);
    }

    /** @return {@code manager} or {@code worker} */
    public @Nullable String role() {
        return Specs.text(spec, "Role");
    }

    /** @return {@code active}, {@code pause} (gets no further tasks) or {@code drain} (keeps none) */
    public @Nullable String availability() {
        return Specs.text(spec, "Availability");
    }

    /** @return labels that the swarm has given it; those of its engine are in the description */
    public Map<String, String> labels() {
        return Specs.labels(spec);
    }

    /**
     * What kind of machine a node is.
     *
     * @param hostname of the machine
     * @param platform its operating system
     * @param resources its processors and memory
     * @param engine that runs on it
     * @param more what else came
     */
    public record Description(
            @Nullable String hostname,
            @Nullable Platform platform,
            @Nullable Resources resources,
            @Nullable Engine engine,
            Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Description {
            more = Values.others(more);
        }
    }

    /**
     * A kind of machine.
     *
     * @param architecture such as {@code x86_64}
     * @param os such as {@code linux}
     */
    public record Platform(
            @Nullable String architecture, @Nullable String os) {}

    /**
     * What a machine has to give.
     *
     * @param nanoCPUs processors, in billionths
     * @param memoryBytes in bytes
     * @param more what else came
     */
    public record Resources(long nanoCPUs, long memoryBytes, Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Resources {
            more = Values.others(more);
        }
    }

    /**
     * A node's engine.
     *
     * @param engineVersion such as {@code 28.5.2}
     * @param labels that the engine was started with
     * @param more what else came
     */
    public record Engine(
            @Nullable String engineVersion, Map<String, String> labels, Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Engine {
            labels = Values.orEmpty(labels);
            more = Values.others(more);
        }
    }

    /**
     * Whether a node can be reached.
     *
     * @param state {@code ready}, {@code down}, {@code disconnected} or {@code unknown}
     * @param message in words
     * @param addr the node's address
     */
    public record Status(
            @Nullable String state,
            @Nullable String message,
            @Nullable String addr) {}

    /**
     * A manager's part in ruling the swarm.
     *
     * @param leader whether it decides
     * @param reachability {@code reachable}, {@code unreachable} or {@code unknown}
     * @param addr address and port that other managers reach it by
     */
    public record ManagerStatus(
            boolean leader,
            @Nullable String reachability,
            @Nullable String addr) {}
}
