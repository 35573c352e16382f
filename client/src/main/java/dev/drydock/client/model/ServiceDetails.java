package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /services/ID}, and a line of {@code GET /services}.
 *
 * @param id of the service
 * @param version to be given back with a change
 * @param createdAt when, in RFC 3339
 * @param updatedAt when it was last changed, in RFC 3339
 * @param spec what it is to be like, as the engine names it
 * @param previousSpec what it was before the last change; empty when it was never changed
 * @param endpoint where it is reached
 * @param updateStatus of the last change; {@code null} when there was none
 * @param serviceStatus how many tasks it has; {@code null} unless it was asked for in a list, with API 1.41
 * @param more what else came
 */
public record ServiceDetails(
        String id,
        ObjectVersion version,
        @Nullable String createdAt,
        @Nullable String updatedAt,
        Map<String, @Nullable Object> spec,
        Map<String, @Nullable Object> previousSpec,
        Endpoint endpoint,
        @Nullable UpdateStatus updateStatus,
        @Nullable ServiceStatus serviceStatus,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public ServiceDetails {
        id = id == null ? "" : id;
        version = version == null ? ObjectVersion.UNKNOWN : version;
        spec = Values.others(spec);
        previousSpec = Values.others(previousSpec);
        endpoint = endpoint == null ? new Endpoint(List.of(), Map.of()) : endpoint;
        more = Values.others(more);
    }

    /** @return the service's name */
    public @Nullable String name() {
        return Specs.text(spec, "Name");
    }

    /** @return labels of the service; its containers have others */
    public Map<String, String> labels() {
        return Specs.labels(spec);
    }

    /** @return the image of its containers */
    public @Nullable String image() {
        return Specs.text(spec, "TaskTemplate", "ContainerSpec", "Image");
    }

    /** @return whether its containers write to a terminal, so that stdout and stderr aren't told apart */
    public boolean tty() {
        return Boolean.TRUE.equals(Specs.at(spec, "TaskTemplate", "ContainerSpec", "TTY"));
    }

    /**
     * Where a service is reached.
     *
     * @param ports that it publishes
     * @param more what else came, addresses included
     */
    public record Endpoint(List<PublishedPort> ports, Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Endpoint {
            ports = Values.orEmpty(ports);
            more = Values.others(more);
        }
    }

    /**
     * How a change goes on.
     *
     * @param state such as {@code updating}, {@code paused}, {@code rollback_started}, {@code rollback_paused} or
     *     {@code rollback_completed}
     * @param startedAt when, in RFC 3339
     * @param completedAt when, in RFC 3339
     * @param message in words
     */
    public record UpdateStatus(
            @Nullable String state,
            @Nullable String startedAt,
            @Nullable String completedAt,
            @Nullable String message) {}

    /**
     * How many tasks a service has.
     *
     * @param runningTasks that run
     * @param desiredTasks that should run
     * @param completedTasks of a job
     */
    public record ServiceStatus(long runningTasks, long desiredTasks, long completedTasks) {}
}
