package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code POST /containers/prune}.
 *
 * @param containersDeleted ids of what was removed
 * @param spaceReclaimed bytes that it took
 * @param more what else came
 */
public record ContainerPruneReport(
        List<String> containersDeleted, long spaceReclaimed, Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public ContainerPruneReport {
        containersDeleted = Values.orEmpty(containersDeleted);
        more = Values.others(more);
    }
}
