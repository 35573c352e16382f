package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code GET /images/json}.
 *
 * @param id {@code sha256:} and 64 hexadecimal digits
 * @param parentId the image that it was built from here; empty when unknown
 * @param repoTags names that it has here
 * @param repoDigests names with digests, as registries have it
 * @param created when, in seconds since 1970
 * @param size in bytes, with what it shares with others
 * @param virtualSize the same as the size; sent before API 1.44 only
 * @param sharedSize bytes that it shares with other images; below 0 or {@code null} when that wasn't asked for
 * @param containers how many are made of it; below 0 or {@code null} when that wasn't found out
 * @param labels of the image
 * @param more what else came
 */
public record ImageSummary(
        String id,
        @Nullable String parentId,
        List<String> repoTags,
        List<String> repoDigests,
        long created,
        @Nullable Long size,
        @Nullable Long virtualSize,
        @Nullable Long sharedSize,
        @Nullable Long containers,
        Map<String, String> labels,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public ImageSummary {
        id = id == null ? "" : id;
        repoTags = Values.names(repoTags);
        repoDigests = Values.names(repoDigests);
        labels = Values.orEmpty(labels);
        more = Values.others(more);
    }
}
