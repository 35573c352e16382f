package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.model.Healthcheck;
import dev.drydock.client.model.ImageDetails;
import org.jspecify.annotations.Nullable;

/** The health check of an image, which Podman leaves out where it speaks Docker's API, and tells in its own. */
final class ImageHealth {
    private ImageHealth() {}

    /** What of Podman's own answer is asked for. */
    record Own(@Nullable Healthcheck healthcheck) {}

    static ImageDetails added(Exchange exchange, ImageDetails image) {
        if (image.config().healthcheck() != null || !exchange.isPodman()) {
            return image;
        }
        // By its id: a name may have gone to another image.
        Request request = Request.get(
                        "inspect image '" + image.id() + "'", "v4.0.0", "libpod", "images", image.id(), "json")
                .unversioned();
        Healthcheck check = exchange.json(request, Own.class).healthcheck();
        return check == null ? image : image.withConfig(image.config().withHealthcheck(check));
    }
}
