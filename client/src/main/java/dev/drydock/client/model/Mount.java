package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something mounted into a container.
 *
 * @param type {@code volume}, {@code bind}, {@code tmpfs} or {@code npipe}
 * @param name of the volume
 * @param source on the engine's machine
 * @param destination in the container
 * @param driver of the volume
 * @param rw whether the container may write
 * @param more what else came
 */
public record Mount(
        @Nullable String type,
        @Nullable String name,
        @Nullable String source,
        @Nullable String destination,
        @Nullable String driver,
        boolean rw,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public Mount {
        more = Values.others(more);
    }
}
