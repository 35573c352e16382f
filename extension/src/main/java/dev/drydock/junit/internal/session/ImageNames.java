package dev.drydock.junit.internal.session;

import dev.drydock.client.ImageReference;
import dev.drydock.junit.ContainerStartException;

/** What an image is called elsewhere, as the settings say. */
final class ImageNames {
    private final ImageSettings settings;

    ImageNames(ImageSettings settings) {
        this.settings = settings;
    }

    /** What is taken instead of an image; itself where no substitution is for it. */
    ImageReference substituted(ImageReference image) {
        return settings.substitutions().stream()
                .flatMap(each -> each.of(image).stream())
                .findFirst()
                .orElse(image);
    }

    /** Where to pull from: an image of Docker Hub comes from the mirror, where one is set. */
    ImageReference source(ImageReference image) {
        if (!image.registry().equals(ImageReference.DOCKER_HUB)
                || settings.mirror().isEmpty()) {
            return image;
        }
        String mirror = settings.mirror().get().replaceAll("/+$", "");
        ImageReference prefixed;
        try {
            prefixed = ImageReference.parse(mirror + "/" + image.repository());
        } catch (IllegalArgumentException e) {
            throw noRegistry(mirror);
        }
        // Without a dot or a port it would be the name of a user of Docker Hub, and images would come from there.
        if (!prefixed.registry().equals(mirror.replaceAll("/.*", ""))) {
            throw noRegistry(mirror);
        }
        return new ImageReference(prefixed.registry(), prefixed.repository(), image.tagOrLatest(), image.digest());
    }

    private static ContainerStartException noRegistry(String mirror) {
        return new ContainerStartException(
                "The setting " + Settings.REGISTRY_MIRROR + " = '" + mirror.replaceAll(".*@", "***@")
                        + "' is no registry: it takes HOST[:PORT][/PATH], such as registry.example.org:5000; a HOST without"
                        + " a dot needs its PORT.",
                null);
    }
}
