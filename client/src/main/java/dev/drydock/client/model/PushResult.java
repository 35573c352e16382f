package dev.drydock.client.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a push has put into a registry.
 *
 * @param tags in the order in which they were pushed; several where all were pushed
 */
public record PushResult(List<Tag> tags) {
    /** Replaces what wasn't sent. */
    public PushResult {
        tags = Values.orEmpty(tags);
    }

    /** @return the digest by which the image can be pulled, that of the last tag; {@code null} when the engine didn't say it */
    public @Nullable String digest() {
        return tags.isEmpty() ? null : tags.get(tags.size() - 1).digest();
    }

    /**
     * One tag.
     *
     * @param tag such as {@code 15}
     * @param digest such as {@code sha256:…}
     * @param size of the manifest, in bytes
     */
    public record Tag(
            @Nullable String tag,
            @Nullable String digest,
            @Nullable Long size) {}
}
