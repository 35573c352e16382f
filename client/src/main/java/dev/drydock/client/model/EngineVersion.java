package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /version}.
 *
 * @param version the engine's version, such as {@code 28.5.2}
 * @param apiVersion the newest API version that it speaks
 * @param minAPIVersion the oldest API version that it speaks
 * @param os such as {@code linux}
 * @param arch such as {@code amd64}
 * @param kernelVersion of the machine the engine runs on
 * @param more what else came
 */
public record EngineVersion(
        @Nullable String version,
        @Nullable String apiVersion,
        @Nullable String minAPIVersion,
        @Nullable String os,
        @Nullable String arch,
        @Nullable String kernelVersion,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public EngineVersion {
        more = Values.others(more);
    }
}
