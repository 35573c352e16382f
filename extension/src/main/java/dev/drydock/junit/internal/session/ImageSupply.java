package dev.drydock.junit.internal.session;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.ContainerStartException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Makes sure that images are on the engine: each is pulled once, however many containers ask for it. */
public final class ImageSupply {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private final DockerClient client;
    private final Settings settings;
    private final Executor threads;
    private final Map<ImageReference, CompletableFuture<ImageDetails>> supplied = new ConcurrentHashMap<>();

    ImageSupply(DockerClient client, Settings settings, Executor threads) {
        this.client = client;
        this.settings = settings;
        this.threads = threads;
    }

    /**
     * @param image pulled unless the engine has it
     * @return what the engine knows of it
     */
    public CompletableFuture<ImageDetails> supply(ImageReference image) {
        return supplied.compute(image, (key, known) -> {
            // A registry that was down for a moment mustn't fail the rest of the run.
            boolean usable = known != null && !known.isCompletedExceptionally();
            return usable ? known : CompletableFuture.supplyAsync(() -> presentOrPulled(key), threads);
        });
    }

    private ImageDetails presentOrPulled(ImageReference image) {
        try {
            return client.images().inspect(image.toString());
        } catch (NotFoundException e) {
            return pulled(image);
        }
    }

    private ImageDetails pulled(ImageReference image) {
        ImageReference source = source(image);
        String from = source.equals(image) ? "" : " as " + source;
        LOG.log(Level.INFO, "Pulling {0}{1}", image, from);
        try {
            boolean known = !source.equals(image) && isPresent(source);
            client.images().pull(source, progress -> {});
            ImageDetails details = client.images().inspect(source.toString());
            if (source.equals(image) || image.digest() != null) {
                return details;
            }
            client.images().tag(details.id(), image);
            if (!known) {
                // Without its second name, removing the image by the name that people know removes it.
                removeName(source);
            }
            return client.images().inspect(image.toString());
        } catch (NotFoundException e) {
            if (isPresent(image)) {
                // Another JVM was here at the same time, and has given it its name.
                return client.images().inspect(image.toString());
            }
            throw notPulled(image, source, e);
        } catch (DockerException e) {
            throw notPulled(image, source, e);
        }
    }

    private boolean isPresent(ImageReference image) {
        try {
            return !client.images().inspect(image.toString()).id().isEmpty();
        } catch (NotFoundException e) {
            return false;
        }
    }

    private void removeName(ImageReference name) {
        try {
            client.images().remove(name.toString(), false);
        } catch (NotFoundException | ConflictException e) {
            LOG.log(Level.DEBUG, "{0} is gone already, or in use", name);
        }
    }

    private static ContainerStartException notPulled(ImageReference image, ImageReference source, DockerException e) {
        String from = source.equals(image) ? "" : " as " + source;
        return new ContainerStartException(
                "The image " + image + " is not on the engine and can't be pulled" + from + ": " + e.getMessage() + " "
                        + advice(source, image),
                e);
    }

    private static String advice(ImageReference source, ImageReference image) {
        String advice = "Is the name right, and does the registry let you pull it without logging in?";
        return source.equals(image)
                ? advice
                : advice + " " + Settings.REGISTRY_MIRROR + " says that images of Docker Hub come from "
                        + source.registry() + ".";
    }

    /** Where to pull from: an image of Docker Hub comes from the mirror, where one is set. */
    private ImageReference source(ImageReference image) {
        if (!image.registry().equals(ImageReference.DOCKER_HUB)
                || settings.registryMirror().isEmpty()) {
            return image;
        }
        String mirror = settings.registryMirror().get().replaceAll("/+$", "");
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
