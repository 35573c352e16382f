package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code POST /build/prune}.
 *
 * @param cachesDeleted ids of the records that are gone
 * @param spaceReclaimed bytes that are free again
 * @param more what else came
 */
public record BuildCachePruneReport(
        List<String> cachesDeleted, long spaceReclaimed, Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public BuildCachePruneReport {
        cachesDeleted = Values.orEmpty(cachesDeleted);
        more = Values.others(more);
    }
}
