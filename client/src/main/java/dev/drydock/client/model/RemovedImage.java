package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was removed: a line of {@code DELETE /images/NAME}, either a name or an image.
 *
 * @param untagged the name that is gone, or {@code null}
 * @param deleted the id of the image or layer that is gone, or {@code null}
 * @param more what else came
 */
public record RemovedImage(
        @Nullable String untagged, @Nullable String deleted, Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public RemovedImage {
        more = Values.others(more);
    }
}
