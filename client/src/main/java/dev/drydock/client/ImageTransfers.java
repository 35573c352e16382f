package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.registry.RegistryHeaders;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.client.model.Progress;
import dev.drydock.client.model.PushResult;
import java.util.function.Consumer;

/** Pulls and pushes. */
final class ImageTransfers {
    private static final ApiVersion PLATFORM_OF_INSPECT = ApiVersion.parse("1.49");

    private final Exchange exchange;

    ImageTransfers(Exchange exchange) {
        this.exchange = exchange;
    }

    void pull(ImageReference image, PullOptions options, Consumer<? super Progress> progress) {
        RegistryAccess.to(exchange, "pull image '" + image + "'", image, options.credentials())
                .call((own, credentials) -> {
                    try (ProgressStream lines = pull(own, image, options, credentials)) {
                        lines.forEachRemaining(progress);
                    }
                    return true;
                });
        if (options.platform() != null && !options.allTags()) {
            check(image, options.platform());
        }
    }

    /** Up to the answer's head. */
    ProgressStream pull(ImageReference image, PullOptions options) {
        return RegistryAccess.to(exchange, "pull image '" + image + "'", image, options.credentials())
                .call((own, credentials) -> pull(own, image, options, credentials));
    }

    private static ProgressStream pull(
            Exchange exchange, ImageReference image, PullOptions options, RegistryCredentials credentials) {
        String doing = "pull " + (options.allTags() ? "all tags of " : "") + "image '" + image + "'"
                + (options.platform() == null ? "" : " for " + options.platform());
        if (options.allTags()) {
            refuseAllTags(exchange, image, doing);
        }
        Request request = Request.post(doing, "images", "create")
                .query("fromImage", image.familiarName())
                .query("tag", options.allTags() ? null : image.digest() != null ? image.digest() : image.tagOrLatest())
                .query("platform", options.platform())
                .patient();
        if (!credentials.isEmpty()) {
            request.header(RegistryHeaders.AUTH, RegistryHeaders.auth(credentials));
        }
        return new ProgressStream(exchange, doing, exchange.send(request));
    }

    private static void refuseAllTags(Exchange exchange, ImageReference image, String doing) {
        if (image.tag() != null || image.digest() != null) {
            throw new IllegalArgumentException(
                    "Cannot " + doing + ": it names one. Name the repository alone: '" + image.familiarName() + "'.");
        }
        EngineNeeds.docker(exchange, doing, "a call for all tags", "Name each in a call of its own");
    }

    /** Where a registry has an image for one platform only, engines take that one, whatever was asked for. */
    private void check(ImageReference image, String platform) {
        PlatformText wanted = PlatformText.parse(platform);
        String doing = "pull image '" + image + "' for " + platform;
        Request request = Request.get(doing, "images", image.toString(), "json");
        if (exchange.version().compareTo(PLATFORM_OF_INSPECT) >= 0 && !exchange.isPodman()) {
            request.query("platform", wanted.json());
        }
        ImageDetails got = exchange.json(request, ImageDetails.class);
        if (!wanted.covers(got)) {
            String words = "it is for " + got.os() + "/" + got.architecture();
            throw new NotFoundException(
                    "Cannot " + doing + ": the registry has this image for another platform only, " + got.os() + "/"
                            + got.architecture() + ". The engine has pulled that one.",
                    new ErrorAnswer(200, "POST", "/images/create", words, ""));
        }
    }

    PushResult push(ImageReference image, PushOptions options, Consumer<? super Progress> progress) {
        return RegistryAccess.to(exchange, "push image '" + image + "'", image, options.credentials())
                .call(
                        (own, credentials) -> {
                            try (ProgressStream lines = push(own, image, options, credentials)) {
                                lines.forEachRemaining(progress);
                                return new PushResult(lines.pushed());
                            }
                        },
                        failure -> isMissing(image, options));
    }

    /** Up to the answer's head. */
    ProgressStream push(ImageReference image, PushOptions options) {
        return RegistryAccess.to(exchange, "push image '" + image + "'", image, options.credentials())
                .call((own, credentials) -> push(own, image, options, credentials));
    }

    private static ProgressStream push(
            Exchange exchange, ImageReference image, PushOptions options, RegistryCredentials credentials) {
        String doing = "push " + (options.allTags() ? "all tags of " : "") + "image '" + image + "'";
        if (options.allTags()) {
            refuseAllTags(exchange, image, doing);
        }
        if (image.digest() != null) {
            throw new IllegalArgumentException(
                    "Cannot " + doing + ": a digest is what comes out of a push. Name a tag, or none.");
        }
        if (options.platform() != null) {
            EngineNeeds.api(exchange, doing, "one platform alone", 46);
        }
        Request request = Request.post(doing, "images", image.familiarName(), "push")
                .query("tag", options.allTags() ? null : image.tagOrLatest())
                .query(
                        "platform",
                        options.platform() == null
                                ? null
                                : PlatformText.parse(options.platform()).json())
                // Also when there are none: Docker wants it there.
                .header(RegistryHeaders.AUTH, RegistryHeaders.auth(credentials))
                .patient();
        return new ProgressStream(exchange, doing, exchange.send(request));
    }

    /** Docker says of what it doesn't have that it pushes it, and then that it can't. */
    private boolean isMissing(ImageReference image, PushOptions options) {
        if (options.allTags()) {
            Filters named = Filters.by("reference", image.familiarName());
            Request list = Request.get("look for image '" + image + "'", "images", "json")
                    .query("filters", named.query());
            return exchange.json(list, ImageSummary[].class).length == 0;
        }
        String name = image.tag() != null ? image.toString() : image + ":latest";
        try {
            exchange.discard(Request.get("look for image '" + image + "'", "images", name, "json"));
            return false;
        } catch (NotFoundException e) {
            return true;
        }
    }
}
