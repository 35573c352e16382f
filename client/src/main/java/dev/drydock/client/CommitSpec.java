package dev.drydock.client;

import dev.drydock.client.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What image {@link Containers#commit} is to make of a container. Immutable.
 *
 * <pre>{@code
 * CommitSpec.of("registry.example:5000/team/db:v2").author("me").label("stage", "test").build();
 * }</pre>
 */
public final class CommitSpec {
    private final @Nullable ImageReference image;
    private final @Nullable String author;
    private final @Nullable String comment;
    private final boolean pause;
    private final List<String> changes;
    private final Map<String, Object> config;

    private CommitSpec(Builder builder) {
        image = builder.image;
        author = builder.author;
        comment = builder.comment;
        pause = builder.pause;
        changes = List.copyOf(builder.changes);
        config = builder.tree.copy();
    }

    /**
     * @param image its name and tag, such as {@code localhost:5000/db:v2}; the tag is {@code latest} where none is named
     * @return a builder of an image of that name
     * @throws IllegalArgumentException when it is no name, or has a digest: that is known only afterwards
     */
    public static Builder of(String image) {
        return of(ImageReference.parse(image));
    }

    /**
     * @param image its name and tag
     * @return a builder of an image of that name
     * @throws IllegalArgumentException when it has a digest
     */
    public static Builder of(ImageReference image) {
        if (image.digest() != null) {
            throw new IllegalArgumentException("Cannot commit a container as '" + image
                    + "': an image's digest is known only afterwards. Give a name and tag.");
        }
        return new Builder(image);
    }

    /** @return a builder of an image without a name, to be found by its id */
    public static Builder unnamed() {
        return new Builder(null);
    }

    /** @return the image's name, or {@code null} */
    public @Nullable ImageReference image() {
        return image;
    }

    /** @return who made it, or {@code null} */
    public @Nullable String author() {
        return author;
    }

    /** @return kept in the image, or {@code null} */
    public @Nullable String comment() {
        return comment;
    }

    /** @return whether the engine freezes the container while it copies */
    public boolean pause() {
        return pause;
    }

    /** @return instructions of a Dockerfile */
    public List<String> changes() {
        return changes;
    }

    /** @return what is put over the container's configuration: maps, lists, strings, numbers and booleans */
    public Map<String, Object> config() {
        return OptionTree.copy(config);
    }

    /** The configuration as instructions of a Dockerfile, as far as there are such. */
    List<String> configAsChanges() {
        List<String> all = new ArrayList<>();
        map("Labels").forEach((key, value) -> all.add("LABEL " + key + "=" + value));
        list("Env").forEach(each -> all.add("ENV " + each));
        map("ExposedPorts").keySet().forEach(each -> all.add("EXPOSE " + each));
        map("Volumes").keySet().forEach(each -> all.add("VOLUME " + each));
        for (String word : List.of("Cmd", "Entrypoint")) {
            if (config.get(word) instanceof List<?> words) {
                all.add(word.toUpperCase(Locale.ROOT) + " " + Json.text(words));
            }
        }
        for (String word : List.of("User", "WorkingDir", "StopSignal")) {
            if (config.get(word) instanceof String text) {
                all.add(word.replace("WorkingDir", "Workdir").toUpperCase(Locale.ROOT) + " " + text);
            }
        }
        return all;
    }

    private Map<?, ?> map(String key) {
        return config.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    private List<?> list(String key) {
        return config.get(key) instanceof List<?> list ? list : List.of();
    }

    /** The image's name, and which options are set; their values may be secret. */
    @Override
    public String toString() {
        return "CommitSpec[image=" + image + ", pause=" + pause + ", options=" + config.keySet() + "]";
    }

    /**
     * Builds a {@link CommitSpec}. What {@link ConfigBuilder} has is put over the configuration of the container, which the
     * image gets too: labels and variables one by one, all else in place of it. Not for use by several threads.
     */
    public static final class Builder extends ConfigBuilder<Builder> {
        private final @Nullable ImageReference image;
        private final List<String> changes = new ArrayList<>();
        private @Nullable String author;
        private @Nullable String comment;
        private boolean pause = true;

        private Builder(@Nullable ImageReference image) {
            this.image = image;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * @param name such as {@code "Jane Doe <jane@example.com>"}
         * @return this
         */
        public Builder author(String name) {
            author = name;
            return this;
        }

        /**
         * @param text kept in the image
         * @return this
         */
        public Builder comment(String text) {
            comment = text;
            return this;
        }

        /**
         * @param freeze whether the engine freezes the container while it copies, as it does where nothing is said; false
         *     for one that is paused already
         * @return this
         */
        public Builder pause(boolean freeze) {
            pause = freeze;
            return this;
        }

        /**
         * @param instructions of a Dockerfile, such as {@code CMD ["redis-server"]}: those that only change the
         *     configuration
         * @return this
         */
        public Builder changes(String... instructions) {
            for (String each : instructions) {
                changes.add(notBlank("changes", each));
            }
            return this;
        }

        /** @return what was built */
        public CommitSpec build() {
            return new CommitSpec(this);
        }
    }
}
