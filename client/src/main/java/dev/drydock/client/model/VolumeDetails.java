package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /volumes/NAME}, and a line of {@code GET /volumes}.
 *
 * @param name of the volume
 * @param driver such as {@code local}
 * @param mountpoint on the engine's machine
 * @param createdAt when, in RFC 3339
 * @param labels of the volume
 * @param more what else came
 */
public record VolumeDetails(
        String name,
        @Nullable String driver,
        @Nullable String mountpoint,
        @Nullable String createdAt,
        Map<String, String> labels,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public VolumeDetails {
        name = name == null ? "" : name;
        labels = Values.orEmpty(labels);
        more = Values.others(more);
    }
}
