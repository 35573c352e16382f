package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /exec/ID/json}.
 *
 * @param id of the exec
 * @param running whether the command still runs
 * @param exitCode of the command; {@code null} while it runs
 * @param containerID that it runs in
 * @param more what else came
 */
public record ExecDetails(
        @Nullable String id,
        boolean running,
        @Nullable Long exitCode,
        @Nullable String containerID,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public ExecDetails {
        more = Values.others(more);
    }
}
