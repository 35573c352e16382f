package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step that made an image: a line of {@code GET /images/NAME/history}.
 *
 * @param id of the image that the step left here; {@code <missing>} where it left none
 * @param created when, in seconds since 1970
 * @param createdBy the step
 * @param tags names of the image that the step left
 * @param size bytes that the step added
 * @param comment of the step
 * @param more what else came
 */
public record ImageHistoryEntry(
        @Nullable String id,
        long created,
        @Nullable String createdBy,
        List<String> tags,
        long size,
        @Nullable String comment,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public ImageHistoryEntry {
        tags = Values.names(tags);
        more = Values.others(more);
    }

    /** The step isn't shown: it may set a variable to a password. */
    @Override
    public String toString() {
        return "ImageHistoryEntry[id=" + id + ", created=" + created + ", tags=" + tags + ", size=" + size + "]";
    }
}
