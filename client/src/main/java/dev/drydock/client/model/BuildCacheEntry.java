package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a builder keeps: a line of {@code GET /system/df}.
 *
 * @param id of the record
 * @param parents ids of the records that it builds on
 * @param type such as {@code regular} or {@code source.local}
 * @param description of the step that made it
 * @param inUse whether a build uses it just now
 * @param shared whether an image or another record has the same content
 * @param size in bytes
 * @param createdAt when, in RFC 3339
 * @param lastUsedAt when, in RFC 3339; {@code null} for never
 * @param usageCount how often
 * @param more what else came
 */
public record BuildCacheEntry(
        String id,
        List<String> parents,
        @Nullable String type,
        @Nullable String description,
        boolean inUse,
        boolean shared,
        long size,
        @Nullable String createdAt,
        @Nullable String lastUsedAt,
        long usageCount,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public BuildCacheEntry {
        id = id == null ? "" : id;
        parents = Values.orEmpty(parents);
        more = Values.others(more);
    }

    /** The step isn't shown: it may hold a password. */
    @Override
    public String toString() {
        return "BuildCacheEntry[id=" + id + ", type=" + type + ", inUse=" + inUse + ", shared=" + shared + ", size="
                + size + "]";
    }
}
