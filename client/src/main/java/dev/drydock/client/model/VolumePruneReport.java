package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code POST /volumes/prune}.
 *
 * @param volumesDeleted names of the volumes that are gone
 * @param spaceReclaimed bytes that are free again
 * @param more what else came
 */
public record VolumePruneReport(List<String> volumesDeleted, long spaceReclaimed, Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public VolumePruneReport {
        volumesDeleted = Values.orEmpty(volumesDeleted);
        more = Values.others(more);
    }
}
