package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /images/NAME/json}.
 *
 * @param id {@code sha256:} and 64 hexadecimal digits
 * @param repoTags names that it has here
 * @param repoDigests names with digests, as registries have it
 * @param created when, in RFC 3339
 * @param size in bytes
 * @param os such as {@code linux}
 * @param architecture such as {@code amd64}
 * @param config what it brings along
 * @param more what else came
 */
public record ImageDetails(
        String id,
        List<String> repoTags,
        List<String> repoDigests,
        @Nullable String created,
        @Nullable Long size,
        @Nullable String os,
        @Nullable String architecture,
        ContainerConfig config,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public ImageDetails {
        id = id == null ? "" : id;
        repoTags = Values.orEmpty(repoTags);
        repoDigests = Values.orEmpty(repoDigests);
        config = config == null ? ContainerConfig.UNKNOWN : config;
        more = Values.others(more);
    }
}
