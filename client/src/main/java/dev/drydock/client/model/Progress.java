package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of a pull's, push's or build's progress. Its words are for people: they differ between engines, and nothing
 * may be concluded from them.
 *
 * @param id of the layer this is about
 * @param status what is going on, such as {@code Downloading}
 * @param progressDetail how far it is
 * @param stream output of a build
 * @param more what else came
 */
public record Progress(
        @Nullable String id,
        @Nullable String status,
        @Nullable Detail progressDetail,
        @Nullable String stream,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public Progress {
        more = Values.others(more);
    }

    /**
     * How far something is.
     *
     * @param current in bytes
     * @param total in bytes
     */
    public record Detail(@Nullable Long current, @Nullable Long total) {}
}
