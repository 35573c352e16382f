package dev.drydock.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What image to make of a container.
 *
 * @param image its name; {@code null} leaves it without one, to be found by its id
 * @param comment kept in the image
 * @param pause whether the engine freezes the container while it copies; false for one that is paused already
 * @param labels put over those of the container, which the image gets too
 */
public record CommitSpec(
        @Nullable ImageReference image, @Nullable String comment, boolean pause, Map<String, String> labels) {
    /** Copies the labels. */
    public CommitSpec {
        labels = Map.copyOf(labels);
    }
}
