package dev.drydock.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to remove an image. Each method returns a copy; {@code null} leaves it to the engine.
 *
 * @param force also when stopped containers use it, or when an id has several names; the engine's default is false
 * @param noPrune leave the images that it was built on, even without a name; the engine's default is false
 * @param platforms such as {@code linux/arm64}: only what is there for these; needs API 1.50. Empty for all.
 */
public record ImageRemoveOptions(
        @Nullable Boolean force, @Nullable Boolean noPrune, List<String> platforms) {
    /** Nothing that is in use, and what it was built on if that has no other use. */
    public static final ImageRemoveOptions DEFAULT = new ImageRemoveOptions(null, null, List.of());

    /** Copies the list. */
    public ImageRemoveOptions {
        platforms = List.copyOf(platforms);
        platforms.forEach(PlatformText::parse);
    }

    /**
     * @param value whether to remove it also when stopped containers use it, or when an id has several names
     * @return the same with that
     */
    public ImageRemoveOptions withForce(boolean value) {
        return new ImageRemoveOptions(value, noPrune, platforms);
    }

    /**
     * @param value whether to leave the images that it was built on
     * @return the same with that
     */
    public ImageRemoveOptions withNoPrune(boolean value) {
        return new ImageRemoveOptions(force, value, platforms);
    }

    /**
     * @param only such as {@code linux/arm64}
     * @return the same for these platforms
     */
    public ImageRemoveOptions withPlatforms(String... only) {
        return new ImageRemoveOptions(force, noPrune, List.of(only));
    }
}
