package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /tasks/ID}, and a line of {@code GET /tasks}: one container of a service.
 *
 * @param id of the task
 * @param version grows with each change
 * @param createdAt when, in RFC 3339
 * @param updatedAt when it was last changed, in RFC 3339
 * @param labels of the task
 * @param spec what its container is to be like, as the engine names it
 * @param serviceID of its service
 * @param slot which of the replicas it is, from 1; {@code null} or 0 where a service runs once on each machine
 * @param nodeID of its machine; {@code null} or empty before it has one
 * @param status what it is doing
 * @param desiredState what it should be doing, such as {@code running} or {@code shutdown}
 * @param more what else came
 */
public record TaskDetails(
        String id,
        ObjectVersion version,
        @Nullable String createdAt,
        @Nullable String updatedAt,
        Map<String, String> labels,
        Map<String, @Nullable Object> spec,
        @Nullable String serviceID,
        @Nullable Long slot,
        @Nullable String nodeID,
        Status status,
        @Nullable String desiredState,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public TaskDetails {
        id = id == null ? "" : id;
        version = version == null ? ObjectVersion.UNKNOWN : version;
        labels = Values.orEmpty(labels);
        spec = Values.others(spec);
        status = status == null ? new Status(null, null, null, null, null, null) : status;
        more = Values.others(more);
    }

    /** @return whether its container writes to a terminal, so that stdout and stderr aren't told apart */
    public boolean tty() {
        return Boolean.TRUE.equals(Specs.at(spec, "ContainerSpec", "TTY"));
    }

    /**
     * What a task is doing.
     *
     * @param timestamp since when, in RFC 3339
     * @param state such as {@code new}, {@code pending}, {@code preparing}, {@code starting}, {@code running}, {@code complete},
     *     {@code shutdown}, {@code failed}, {@code rejected}
     * @param message in words
     * @param err why it failed
     * @param containerStatus of its container; {@code null} before there is one
     * @param portStatus what it publishes on its machine alone; {@code null} when nothing
     */
    public record Status(
            @Nullable String timestamp,
            @Nullable String state,
            @Nullable String message,
            @Nullable String err,
            @Nullable ContainerStatus containerStatus,
            @Nullable PortStatus portStatus) {}

    /**
     * The container of a task.
     *
     * @param containerID on the task's machine
     * @param pid of its first process; 0 when it doesn't run
     * @param exitCode of its first process
     */
    public record ContainerStatus(@Nullable String containerID, long pid, long exitCode) {}

    /**
     * What a task publishes on its machine alone.
     *
     * @param ports with the numbers that the engine has picked
     */
    public record PortStatus(List<PublishedPort> ports) {
        /** Replaces what wasn't sent. */
        public PortStatus {
            ports = Values.orEmpty(ports);
        }
    }
}
