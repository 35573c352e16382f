package dev.drydock.junit.internal.plan;

import dev.drydock.client.ImageReference;
import dev.drydock.junit.Pull;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a container's image comes from.
 *
 * @param reference its name; empty when it is built
 * @param build what to build; empty when it has a name
 * @param platform such as {@code linux/arm64}; empty for the engine's own
 * @param pull when it is pulled
 * @param pullAge how old it may be where its age counts
 */
public record ImagePlan(
        Optional<ImageReference> reference, Optional<BuildPlan> build, String platform, Pull pull, Duration pullAge) {
    /** How messages speak of it. */
    public String shown() {
        return reference
                .map(ImageReference::toString)
                .orElseGet(() -> "built from " + build.map(BuildPlan::shown).orElse("nothing"));
    }

    /** An image that has a name, on the same conditions. */
    public ImagePlan withReference(ImageReference name) {
        return new ImagePlan(Optional.of(name), Optional.empty(), platform, pull, pullAge);
    }
}
