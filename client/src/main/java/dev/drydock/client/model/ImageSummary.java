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
 * @param created when, in seconds since 1970
 * @param size in bytes
 * @param labels of the image
 * @param more what else came
 */
public record ImageSummary(
        String id,
        @Nullable String parentId,
        List<String> repoTags,
        long created,
        @Nullable Long size,
        Map<String, String> labels,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public ImageSummary {
        id = id == null ? "" : id;
        // Engines before API 1.43 give an image without a name this one.
        repoTags = Values.orEmpty(repoTags).stream()
                .filter(each -> !each.equals("<none>:<none>"))
                .toList();
        labels = Values.orEmpty(labels);
        more = Values.others(more);
    }
}
