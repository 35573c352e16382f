package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.client.model.Progress;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Images: the {@code /images} endpoints and {@code /build}. All methods throw the {@link DockerException}s when the
 * engine can't be reached or refuses.
 */
public final class Images {
    private final Exchange exchange;

    Images(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * {@code GET /images/NAME/json}.
     *
     * @param image name or id
     * @return what the engine knows of it
     * @throws NotFoundException when the engine doesn't have it
     */
    public ImageDetails inspect(String image) {
        return exchange.json(Request.get("inspect image '" + image + "'", "images", image, "json"), ImageDetails.class);
    }

    /**
     * Lists images, without the intermediate ones of builds: {@code GET /images/json}.
     *
     * @param filters such as {@code label} → {@code [key=value]}, all of which must hold; empty for all images
     * @return the newest first
     */
    public List<ImageSummary> list(Map<String, List<String>> filters) {
        return List.of(exchange.json(
                Request.get("list images", "images", "json").query("filters", Json.text(filters)),
                ImageSummary[].class));
    }

    /**
     * Pulls an image from its registry: {@code POST /images/create}.
     *
     * @param image the tag {@code latest} where it has neither tag nor digest
     * @param progress gets each line of progress, on the calling thread
     * @throws NotFoundException when the registry doesn't have it, or wants credentials (which registries don't tell
     *     apart)
     * @throws DockerStreamException when it failed half-way
     */
    public void pull(ImageReference image, Consumer<Progress> progress) {
        try (ProgressStream lines = pull(image)) {
            lines.forEachRemaining(progress);
        }
    }

    /**
     * As {@link #pull(ImageReference, Consumer)}, to be read line by line. The image is there when the end is reached.
     *
     * @param image the tag {@code latest} where it has neither tag nor digest
     * @return the progress, to be closed
     */
    public ProgressStream pull(ImageReference image) {
        String doing = "pull image '" + image + "'";
        Request request = Request.post(doing, "images", "create")
                .query("fromImage", image.familiarName())
                .query("tag", image.digest() != null ? image.digest() : image.tagOrLatest())
                .patient();
        return new ProgressStream(exchange, doing, exchange.send(request));
    }

    /**
     * Gives an image one more name: {@code POST /images/NAME/tag}.
     *
     * @param image name or id
     * @param name the new name
     */
    public void tag(String image, ImageReference name) {
        exchange.discard(Request.post("tag image '" + image + "' as '" + name + "'", "images", image, "tag")
                .query("repo", name.familiarName())
                .query("tag", name.tagOrLatest()));
    }

    /**
     * Removes a name of an image and, when it was the last one, the image: {@code DELETE /images/NAME}.
     *
     * @param image name or id
     * @param force also when stopped containers use it, or when an id has several names
     * @throws NotFoundException when the engine doesn't have it
     * @throws ConflictException when a container uses it
     */
    public void remove(String image, boolean force) {
        exchange.discard(Request.delete("remove image '" + image + "'", "images", image)
                .query("force", force)
                .patient());
    }

    /**
     * Builds an image from a context: {@code POST /build}, with the engine's classic builder.
     *
     * @param spec how
     * @param context a tar archive with the Dockerfile and what it refers to; read to its end, not closed
     * @param progress gets each line of progress, on the calling thread
     * @return the image's id
     * @throws DockerStreamException when a step failed
     */
    public String build(BuildSpec spec, InputStream context, Consumer<Progress> progress) {
        try (ProgressStream lines = build(spec, context)) {
            lines.forEachRemaining(progress);
            String id = lines.imageId();
            if (id == null) {
                throw new DockerProtocolException(
                        "Cannot " + doing(spec) + ": the engine didn't say the image's id.", null);
            }
            return id;
        }
    }

    private static String doing(BuildSpec spec) {
        return "build an image" + (spec.tags().isEmpty() ? "" : " " + spec.tags());
    }

    /**
     * As {@link #build(BuildSpec, InputStream, Consumer)}, to be read line by line. The image is there when the end is
     * reached; {@link ProgressStream#imageId} then says its id.
     *
     * @param spec how
     * @param context a tar archive with the Dockerfile and what it refers to; read to its end, not closed
     * @return the progress, to be closed
     */
    public ProgressStream build(BuildSpec spec, InputStream context) {
        String doing = doing(spec);
        Request request = Request.post(doing, "build")
                .query("dockerfile", spec.dockerfile())
                .query("rm", true)
                .query("forcerm", true)
                .query("nocache", spec.noCache())
                .query("labels", Json.text(spec.labels()))
                .query("buildargs", Json.text(spec.buildArgs()))
                .stream(context, "application/x-tar")
                .patient();
        spec.tags().forEach(tag -> request.query("t", tag));
        return new ProgressStream(exchange, doing, exchange.send(request));
    }
}
