package dev.drydock.junit.internal.session;

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
            client.images().pull(source, progress -> {});
            if (!source.equals(image) && image.digest() == null) {
                client.images().tag(source.toString(), image);
                // Without its second name, removing the image by the name that people know removes it.
                client.images().remove(source.toString(), false);
                return client.images().inspect(image.toString());
            }
            return client.images().inspect(source.toString());
        } catch (DockerException e) {
            throw new ContainerStartException(
                    "The image " + image + " is not on the engine and can't be pulled" + from + ": " + e.getMessage()
                            + " " + advice(source, image),
                    e);
        }
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
            throw new ContainerStartException(
                    "The setting " + Settings.REGISTRY_MIRROR + " = '" + mirror + "' is no registry: it takes"
                            + " HOST[:PORT][/PATH], such as registry.example.org:5000.",
                    e);
        }
        return new ImageReference(prefixed.registry(), prefixed.repository(), image.tagOrLatest(), image.digest());
    }
}
