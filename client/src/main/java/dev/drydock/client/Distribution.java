package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.registry.RegistryHeaders;
import dev.drydock.client.model.DistributionDetails;
import org.jspecify.annotations.Nullable;

/**
 * What a registry says of an image, which the engine needn't have: the {@code /distribution} endpoint. Podman doesn't have it. All
 * methods throw the {@link DockerException}s when the engine can't be reached or refuses.
 */
public final class Distribution {
    private final Exchange exchange;

    Distribution(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * {@code GET /distribution/NAME/json}, with the credentials of the client's {@link CredentialSource}.
     *
     * @param image the tag {@code latest} where it has neither tag nor digest
     * @return its digest, and the platforms that it is for
     * @throws NotFoundException when the registry doesn't have it, or doesn't tell that from wanting credentials
     * @throws UnauthorizedException when the registry wants credentials, or others
     */
    public DistributionDetails inspect(ImageReference image) {
        return ask(image, null);
    }

    /**
     * As {@link #inspect(ImageReference)}.
     *
     * @param image the tag {@code latest} where it has neither tag nor digest
     * @param credentials for this call, which are then the only ones that are tried; {@link RegistryCredentials#NONE} for none
     * @return its digest, and the platforms that it is for
     */
    public DistributionDetails inspect(ImageReference image, RegistryCredentials credentials) {
        return ask(image, credentials);
    }

    private DistributionDetails ask(ImageReference image, @Nullable RegistryCredentials given) {
        String doing = "ask the registry about image '" + image + "'";
        EngineNeeds.docker(exchange, doing, "a look into a registry", "Pull the image and inspect that");
        String tag = image.tagOrLatest();
        String name = image.familiarName() + (image.digest() != null ? "@" + image.digest() : ":" + tag);
        return RegistryAccess.to(exchange, doing, image, given).call((own, credentials) -> {
            Request request = Request.get(doing, "distribution", name, "json");
            if (!credentials.isEmpty()) {
                request.header(RegistryHeaders.AUTH, RegistryHeaders.auth(credentials));
            }
            return own.json(request, DistributionDetails.class);
        });
    }
}
