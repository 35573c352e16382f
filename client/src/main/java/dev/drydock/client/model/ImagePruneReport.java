package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code POST /images/prune}.
 *
 * @param imagesDeleted names and images that are gone
 * @param spaceReclaimed bytes that are free again
 * @param more what else came
 */
public record ImagePruneReport(
        List<RemovedImage> imagesDeleted, long spaceReclaimed, Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public ImagePruneReport {
        imagesDeleted = Values.orEmpty(imagesDeleted);
        more = Values.others(more);
    }
}
