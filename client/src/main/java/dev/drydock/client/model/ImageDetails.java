package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /images/NAME/json}. Newer engines leave out what is empty, and what only the classic builder knew.
 *
 * @param id {@code sha256:} and 64 hexadecimal digits
 * @param repoTags names that it has here
 * @param repoDigests names with digests, as registries have it
 * @param parent the image that it was built from here
 * @param comment that was given when it was made
 * @param created when, in RFC 3339
 * @param container the container that it was made of; sent before API 1.45 only
 * @param containerConfig of that container; {@code null} as the container
 * @param dockerVersion of the engine that made it
 * @param author who made it
 * @param config what it brings along
 * @param architecture such as {@code amd64}
 * @param variant of the architecture, such as {@code v8}
 * @param os such as {@code linux}
 * @param osVersion of Windows
 * @param size in bytes
 * @param virtualSize the same as the size; sent before API 1.44 only
 * @param graphDriver how its layers lie on the engine's disk
 * @param rootFS its layers
 * @param metadata such as {@code LastTagTime}
 * @param more what else came
 */
public record ImageDetails(
        String id,
        List<String> repoTags,
        List<String> repoDigests,
        @Nullable String parent,
        @Nullable String comment,
        @Nullable String created,
        @Nullable String container,
        @Nullable ContainerConfig containerConfig,
        @Nullable String dockerVersion,
        @Nullable String author,
        ContainerConfig config,
        @Nullable String architecture,
        @Nullable String variant,
        @Nullable String os,
        @Nullable String osVersion,
        @Nullable Long size,
        @Nullable Long virtualSize,
        @Nullable GraphDriver graphDriver,
        RootFs rootFS,
        Map<String, @Nullable Object> metadata,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public ImageDetails {
        id = id == null ? "" : id;
        repoTags = Values.names(repoTags);
        repoDigests = Values.names(repoDigests);
        config = config == null ? ContainerConfig.UNKNOWN : config;
        rootFS = rootFS == null ? new RootFs(null, List.of(), Map.of()) : rootFS;
        metadata = Values.orEmpty(metadata);
        more = Values.others(more);
    }

    /**
     * @param other what it is to bring along
     * @return the same with that
     */
    public ImageDetails withConfig(ContainerConfig other) {
        return new ImageDetails(
                id,
                repoTags,
                repoDigests,
                parent,
                comment,
                created,
                container,
                containerConfig,
                dockerVersion,
                author,
                other,
                architecture,
                variant,
                os,
                osVersion,
                size,
                virtualSize,
                graphDriver,
                rootFS,
                metadata,
                more);
    }

    /**
     * The layers of an image.
     *
     * @param type {@code layers}
     * @param layers digests of their uncompressed content, the lowest first
     * @param more what else came
     */
    public record RootFs(@Nullable String type, List<String> layers, Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public RootFs {
            layers = Values.orEmpty(layers);
            more = Values.others(more);
        }
    }

    /**
     * Where the content of an image or container lies on the engine's disk.
     *
     * @param name such as {@code overlay2}
     * @param data paths, as the driver names them
     */
    public record GraphDriver(@Nullable String name, Map<String, String> data) {
        /** Replaces what wasn't sent. */
        public GraphDriver {
            data = Values.orEmpty(data);
        }
    }
}
