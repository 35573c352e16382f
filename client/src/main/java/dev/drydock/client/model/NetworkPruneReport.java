package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code POST /networks/prune}.
 *
 * @param networksDeleted names of the networks that are gone
 * @param more what else came
 */
public record NetworkPruneReport(List<String> networksDeleted, Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public NetworkPruneReport {
        networksDeleted = Values.orEmpty(networksDeleted);
        more = Values.others(more);
    }
}
