package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container is doing.
 *
 * @param status {@code created}, {@code running}, {@code paused}, {@code restarting}, {@code removing}, {@code exited} or
 *     {@code dead}
 * @param running true also while it is paused
 * @param paused whether its processes are frozen
 * @param oomKilled whether the kernel killed it for want of memory
 * @param pid of its first process on the engine's machine; 0 when it doesn't run
 * @param exitCode of its first process; may exceed 32 bits on Windows
 * @param error why it couldn't be started
 * @param startedAt when, in RFC 3339
 * @param finishedAt when, in RFC 3339
 * @param health what its health check says; {@code null} when it has none
 * @param more what else came
 */
public record ContainerState(
        @Nullable String status,
        boolean running,
        boolean paused,
        boolean oomKilled,
        long pid,
        long exitCode,
        @Nullable String error,
        @Nullable String startedAt,
        @Nullable String finishedAt,
        @Nullable Health health,
        Map<String, @Nullable Object> more) {
    static final ContainerState UNKNOWN =
            new ContainerState(null, false, false, false, 0, 0, null, null, null, null, Map.of());

    /** Replaces what wasn't sent. */
    public ContainerState {
        more = Values.others(more);
    }

    /** @return the status as a constant; {@link ContainerStatus#OTHER} for one that isn't known */
    public ContainerStatus containerStatus() {
        return ContainerStatus.of(status);
    }
}
