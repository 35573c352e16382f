package dev.drydock.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to load images. Each method returns a copy; {@code null} leaves it to the engine.
 *
 * @param quiet whether to keep progress to oneself; the engine's default is false
 * @param platforms such as {@code linux/arm64}: only what is there for these. Needs API 1.48, several need 1.52. Empty for
 *     all.
 */
public record ImageLoadOptions(@Nullable Boolean quiet, List<String> platforms) {
    /** With progress. */
    public static final ImageLoadOptions DEFAULT = new ImageLoadOptions(null, List.of());

    /** Copies the list. */
    public ImageLoadOptions {
        platforms = List.copyOf(platforms);
        platforms.forEach(PlatformText::parse);
    }

    /**
     * @param value whether the engine is to tell no progress
     * @return the same with that
     */
    public ImageLoadOptions withQuiet(boolean value) {
        return new ImageLoadOptions(value, platforms);
    }

    /**
     * @param only such as {@code linux/arm64}
     * @return the same for these platforms
     */
    public ImageLoadOptions withPlatforms(String... only) {
        return new ImageLoadOptions(quiet, List.of(only));
    }
}
