package dev.drydock.junit.internal.session;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.PullOptions;
import dev.drydock.client.Timeouts;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.ContainerStartException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Pulls images, once more where the failure may pass, and within limits. */
final class ImagePulls {
    private static final Logger LOG = System.getLogger("dev.drydock");
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final DockerClient client;
    private final ImageSettings settings;
    private final ImageNames names;
    private final PullDisplay display;

    ImagePulls(DockerClient client, ImageSettings settings, ImageNames names, PullDisplay display) {
        this.client = client;
        this.settings = settings;
        this.names = names;
        this.display = display;
    }

    /**
     * @param platform empty for the engine's own
     * @param present whether the engine has one of that name
     * @throws ContainerStartException when it can't be pulled
     */
    ImageDetails pull(ImageReference image, String platform, boolean present) {
        ImageReference source = names.source(image);
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        try (PullDisplay.Row row = display.begin(image.toString())) {
            for (int attempt = 1; ; attempt++) {
                try {
                    Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
                    ImageDetails details = pulled(image, source, platform, left, row);
                    row.done();
                    return details;
                } catch (NotFoundException e) {
                    if (!present && platform.isEmpty() && isPresent(image)) {
                        // Another JVM was here at the same time, and has given it its name.
                        return client.images().inspect(image.toString());
                    }
                    throw new PullFailure(image, source, e, attempt).exception(present);
                } catch (DockerException e) {
                    Duration pause = PAUSE.multipliedBy(1L << (2 * (attempt - 1)));
                    boolean again = attempt < ATTEMPTS
                            && PullFailure.mayPass(e)
                            && System.nanoTime() + pause.toNanos() < deadline;
                    if (!again) {
                        throw new PullFailure(image, source, e, attempt).exception(present);
                    }
                    LOG.log(Level.DEBUG, "Pulling " + image + " once more", e);
                    await(pause);
                }
            }
        }
    }

    private static void await(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a registry", e);
        }
    }

    private ImageDetails pulled(
            ImageReference image, ImageReference source, String platform, Duration left, PullDisplay.Row row) {
        boolean known = !source.equals(image) && isPresent(source);
        Timeouts limits = new Timeouts(Timeouts.DEFAULT.connect(), settings.stall(), settings.stall(), left);
        PullOptions options = platform.isEmpty() ? PullOptions.DEFAULT : PullOptions.DEFAULT.withPlatform(platform);
        try {
            client.within(limits).images().pull(source, options, row);
        } catch (NotFoundException e) {
            // One for another platform is there all the same.
            if (!source.equals(image) && !known) {
                removeName(source);
            }
            throw e;
        }
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
}
