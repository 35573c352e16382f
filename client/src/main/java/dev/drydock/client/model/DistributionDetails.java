package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a registry has under an image's name: {@code GET /distribution/NAME/json}.
 *
 * @param descriptor of the manifest, or of the list of manifests
 * @param platforms for which there is an image
 * @param more what else came
 */
public record DistributionDetails(Descriptor descriptor, List<Platform> platforms, Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public DistributionDetails {
        descriptor = descriptor == null ? new Descriptor(null, null, null, Map.of()) : descriptor;
        platforms = Values.orEmpty(platforms);
        more = Values.others(more);
    }

    /**
     * What names a piece of content.
     *
     * @param mediaType such as {@code application/vnd.oci.image.index.v1+json}
     * @param digest such as {@code sha256:…}
     * @param size in bytes
     * @param more what else came
     */
    public record Descriptor(
            @Nullable String mediaType,
            @Nullable String digest,
            @Nullable Long size,
            Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Descriptor {
            more = Values.others(more);
        }
    }

    /**
     * Which machines an image is for.
     *
     * @param os such as {@code linux}
     * @param architecture such as {@code arm64}
     * @param variant such as {@code v7}
     * @param more what else came, such as {@code os.version}
     */
    public record Platform(
            @Nullable String os,
            @Nullable String architecture,
            @Nullable String variant,
            Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Platform {
            more = Values.others(more);
        }
    }
}
