package dev.drydock.junit.internal.start;

import dev.drydock.client.model.ImageDetails;
import dev.drydock.snapshot.FrozenVolume;
import dev.drydock.snapshot.Snapshot;
import java.util.Optional;

/**
 * What a container is created from.
 *
 * @param image that it is created from
 * @param snapshot that the image belongs to; empty when it is the one that was declared, so that the container begins anew
 */
record Origin(ImageDetails image, Optional<Snapshot> snapshot) {
    /** The image that was declared. */
    static Origin cold(ImageDetails image) {
        return new Origin(image, Optional.empty());
    }

    /** Whether the container has its data already. */
    boolean isFrozen() {
        return snapshot.isPresent();
    }

    /** The container of the snapshot that it is. */
    Optional<Snapshot.Image> frozen() {
        return snapshot.stream()
                .flatMap(each -> each.images().stream())
                .filter(each -> each.imageId().equals(image.id())
                        || image.repoTags().contains(each.name().toString()))
                .findFirst();
    }

    /** Whether the image has what was mounted there, so that nothing is to be mounted. */
    boolean has(FrozenVolume.Kind kind, String path) {
        return frozen().stream()
                .flatMap(each -> each.setup().volumes().stream())
                .anyMatch(each ->
                        each.kind() == kind && each.kept() && each.path().equals(path));
    }

    /** Whether the image has the data of a volume that was mounted there. */
    boolean hasVolume(String path) {
        return has(FrozenVolume.Kind.NAMED, path) || has(FrozenVolume.Kind.ANONYMOUS, path);
    }
}
