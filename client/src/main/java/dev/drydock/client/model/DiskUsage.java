package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine's things take on its disk: the answer of {@code GET /system/df}. Engines from API 1.52 on add up
 * themselves; for older ones it is done here, in the way of {@code docker system df}.
 *
 * @param images all images
 * @param containers all containers, with what they have written
 * @param volumes all volumes
 * @param buildCache what builders keep
 * @param more what else came
 */
public record DiskUsage(
        Usage<ImageSummary> images,
        Usage<ContainerSummary> containers,
        Usage<VolumeDetails> volumes,
        Usage<BuildCacheEntry> buildCache,
        Map<String, @Nullable Object> more) {
    /** Copies. */
    public DiskUsage {
        more = Values.others(more);
    }

    /**
     * What the things of one kind take together. What wasn't asked for has none.
     *
     * @param <T> a thing
     * @param totalCount how many there are
     * @param activeCount how many are in use
     * @param totalSize in bytes
     * @param reclaimable bytes of those that aren't in use
     * @param items each of them
     */
    public record Usage<T>(long totalCount, long activeCount, long totalSize, long reclaimable, List<T> items) {
        /** Copies. */
        public Usage {
            items = Values.orEmpty(items);
        }
    }
}
