package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.registry.RegistryHeaders;
import dev.drydock.client.internal.stream.ArchiveTail;
import dev.drydock.client.model.BuildCachePruneReport;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.ImageHistoryEntry;
import dev.drydock.client.model.ImagePruneReport;
import dev.drydock.client.model.ImageSearchResult;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.client.model.Progress;
import dev.drydock.client.model.PushResult;
import dev.drydock.client.model.RemovedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Images: the {@code /images} endpoints and {@code /build}. All methods throw the {@link DockerException}s when the
 * engine can't be reached or refuses.
 */
public final class Images {
    private final Exchange exchange;
    private final ImageTransfers transfers;

    Images(Exchange exchange) {
        this.exchange = exchange;
        transfers = new ImageTransfers(exchange);
    }

    /**
     * {@code GET /images/NAME/json}.
     *
     * @param image name or id
     * @return what the engine knows of it
     * @throws NotFoundException when the engine doesn't have it
     */
    public ImageDetails inspect(String image) {
        String doing = "inspect image '" + image + "'";
        return ImageHealth.added(
                exchange, exchange.json(Request.get(doing, "images", named(doing, image), "json"), ImageDetails.class));
    }

    /**
     * As {@link #inspect(String)}, of an image that is there for several platforms. Needs API 1.49.
     *
     * @param image name or id
     * @param platform such as {@code linux/arm64}
     * @return what the engine knows of it
     * @throws NotFoundException when the engine doesn't have it for that platform
     */
    public ImageDetails inspect(String image, String platform) {
        String doing = "inspect image '" + image + "' for " + platform;
        Request request = Request.get(doing, "images", named(doing, image), "json")
                .query("platform", PlatformText.parse(platform).json());
        EngineNeeds.api(exchange, doing, "a platform", 49);
        return exchange.json(request, ImageDetails.class);
    }

    /** Sent as a path such a name would do no harm, but it is the option of a command that went astray. */
    private static String named(String doing, String image) {
        if (image.startsWith("-")) {
            throw new IllegalArgumentException("Cannot " + doing + ": '" + image
                    + "' is not an image's name or id, since none begins with '-'. Is it an option of a command?");
        }
        return image;
    }

    /**
     * Lists images, without the intermediate ones of builds: {@code GET /images/json}.
     *
     * @param filters {@link Filters#NONE} for all images
     * @return the newest first
     */
    public List<ImageSummary> list(Filters filters) {
        return list(ImageListOptions.DEFAULT.withFilters(filters));
    }

    /**
     * Lists images: {@code GET /images/json}.
     *
     * @param options which, and what of them
     * @return the newest first
     * @throws BadRequestException when a filter isn't known
     */
    public List<ImageSummary> list(ImageListOptions options) {
        // Podman sends digests in any case, and nothing at all when it is asked for them.
        Boolean asked = options.digests();
        Boolean digests = (asked != null && exchange.isPodman()) ? null : asked;
        return List.of(exchange.json(
                Request.get("list images", "images", "json")
                        .query("all", options.all())
                        .query("digests", digests)
                        .query("shared-size", options.sharedSize())
                        .query("manifests", options.manifests())
                        .query("filters", options.filters().query()),
                ImageSummary[].class));
    }

    /**
     * The steps that made an image: {@code GET /images/NAME/history}.
     *
     * @param image name or id
     * @return the last step first
     * @throws NotFoundException when the engine doesn't have it
     */
    public List<ImageHistoryEntry> history(String image) {
        String doing = "read the history of image '" + image + "'";
        return List.of(
                exchange.json(Request.get(doing, "images", named(doing, image), "history"), ImageHistoryEntry[].class));
    }

    /**
     * Looks for images in a registry, Docker Hub where the term names none, with the credentials of the client's
     * {@link CredentialSource}: {@code GET /images/search}.
     *
     * @param term such as {@code redis}, or {@code registry.example.com/redis}
     * @param options how many, and which
     * @return the best first, in the registry's view
     */
    public List<ImageSearchResult> search(String term, ImageSearchOptions options) {
        if (term.isBlank()) {
            throw new IllegalArgumentException("Cannot search for images: there is nothing to search for.");
        }
        String doing = "search for images '" + term + "'";
        return RegistryAccess.toSearch(exchange, term).call((own, credentials) -> {
            Request request = Request.get(doing, "images", "search")
                    .query("term", term)
                    .query("limit", options.limit())
                    .query("filters", options.filters().query())
                    .patient();
            if (!credentials.isEmpty()) {
                request.header(RegistryHeaders.AUTH, RegistryHeaders.auth(credentials));
            }
            return List.of(own.json(request, ImageSearchResult[].class));
        });
    }

    /**
     * Pulls an image from its registry: {@code POST /images/create}.
     *
     * @param image the tag {@code latest} where it has neither tag nor digest
     * @param progress gets each line of progress, on the calling thread
     * @throws NotFoundException when the registry doesn't have it, or doesn't tell that from wanting credentials
     * @throws UnauthorizedException when the registry wants credentials, or others
     * @throws DockerStreamException when it failed half-way
     */
    public void pull(ImageReference image, Consumer<? super Progress> progress) {
        transfers.pull(image, PullOptions.DEFAULT, progress);
    }

    /**
     * As {@link #pull(ImageReference, Consumer)}, with options. An image that the registry has for another platform only is a
     * {@link NotFoundException}.
     *
     * @param image without tag and digest where all tags are meant
     * @param options {@link PullOptions#DEFAULT} and changes of it
     * @param progress gets each line of progress, on the calling thread; from the beginning again where fresh credentials
     *     were needed. {@link ProgressDisplay} shows it to people.
     */
    public void pull(ImageReference image, PullOptions options, Consumer<? super Progress> progress) {
        transfers.pull(image, options, progress);
    }

    /**
     * As {@link #pull(ImageReference, Consumer)}, to be read line by line. The image is there when the end is reached; closing it
     * before gives the pull up.
     *
     * @param image the tag {@code latest} where it has neither tag nor digest
     * @return the progress, to be closed
     */
    public ProgressStream pull(ImageReference image) {
        return pull(image, PullOptions.DEFAULT);
    }

    /**
     * As {@link #pull(ImageReference)}, with options. What the engine tells only in the stream is a {@link DockerStreamException}
     * of the stream, and isn't tried again with fresh credentials; and whether the image is for the platform isn't looked at.
     *
     * @param image without tag and digest where all tags are meant
     * @param options {@link PullOptions#DEFAULT} and changes of it
     * @return the progress, to be closed
     */
    public ProgressStream pull(ImageReference image, PullOptions options) {
        return transfers.pull(image, options);
    }

    /**
     * Pushes an image to its registry: {@code POST /images/NAME/push}.
     *
     * @param image that the engine has, by a name with the registry in it; the tag {@code latest} where it has none
     * @param progress gets each line of progress, on the calling thread
     * @return the digest
     * @throws NotFoundException when the engine doesn't have it
     * @throws UnauthorizedException when the registry wants credentials, or others
     * @throws DockerStreamException when it failed half-way
     */
    public PushResult push(ImageReference image, Consumer<? super Progress> progress) {
        return push(image, PushOptions.DEFAULT, progress);
    }

    /**
     * As {@link #push(ImageReference, Consumer)}, with options.
     *
     * @param image without tag where all tags are meant
     * @param options {@link PushOptions#DEFAULT} and changes of it
     * @param progress gets each line of progress, on the calling thread; from the beginning again where fresh credentials
     *     were needed. {@link ProgressDisplay} shows it to people.
     * @return the digest, of each tag where all were pushed
     */
    public PushResult push(ImageReference image, PushOptions options, Consumer<? super Progress> progress) {
        return transfers.push(image, options, progress);
    }

    /**
     * As {@link #push(ImageReference, PushOptions, Consumer)}, to be read line by line. The image is in the registry when the end
     * is reached; closing it before gives the push up. What the engine tells only in the stream is a {@link DockerStreamException}
     * of the stream, and isn't tried again with fresh credentials.
     *
     * @param image without tag where all tags are meant
     * @param options {@link PushOptions#DEFAULT} and changes of it
     * @return the progress, to be closed
     */
    public ProgressStream push(ImageReference image, PushOptions options) {
        return transfers.push(image, options);
    }

    /**
     * Gives an image one more name: {@code POST /images/NAME/tag}. Whatever had that name before loses it.
     *
     * @param image name or id
     * @param name the new name, with the tag {@code latest} where it has none
     * @throws NotFoundException when the engine doesn't have it
     */
    public void tag(String image, ImageReference name) {
        String doing = "tag image '" + image + "' as '" + name + "'";
        if (name.digest() != null) {
            throw new IllegalArgumentException("Cannot " + doing + ": a digest can't be given, an image has it.");
        }
        // Checked before the engine is asked anything.
        Request request = Request.post(doing, "images", named(doing, image), "tag");
        // Podman looks for an image of that name first, in whatever registry, where none is named.
        String repository = exchange.isPodman() ? name.registry() + "/" + name.repository() : name.familiarName();
        exchange.discard(request.query("repo", repository).query("tag", name.tagOrLatest()));
    }

    /**
     * Removes a name of an image and, when it was the last one, the image: {@code DELETE /images/NAME}.
     *
     * @param image name or id
     * @param force also when stopped containers use it, or when an id has several names
     * @return what is gone
     * @throws NotFoundException when the engine doesn't have it
     * @throws ConflictException when a container uses it
     */
    public List<RemovedImage> remove(String image, boolean force) {
        return remove(image, ImageRemoveOptions.DEFAULT.withForce(force));
    }

    /**
     * Removes a name of an image and, when it was the last one, the image: {@code DELETE /images/NAME}.
     *
     * @param image name or id
     * @param options how
     * @return what is gone
     * @throws NotFoundException when the engine doesn't have it
     * @throws ConflictException when a container uses it
     */
    public List<RemovedImage> remove(String image, ImageRemoveOptions options) {
        String doing = "remove image '" + image + "'";
        Request request = Request.delete(doing, "images", named(doing, image))
                .query("force", options.force())
                .query("noprune", options.noPrune())
                .patient();
        options.platforms()
                .forEach(each ->
                        request.query("platforms", PlatformText.parse(each).json()));
        if (!options.platforms().isEmpty()) {
            EngineNeeds.api(exchange, doing, "removing it for some platforms only", 50);
        }
        return List.of(exchange.json(request, RemovedImage[].class));
    }

    /**
     * Removes images that nothing uses: {@code POST /images/prune}.
     *
     * @param filters {@code dangling=false} for those with a name, too; {@code until}, {@code label}, {@code label!}. With
     *     {@link Filters#NONE} those go that have neither a name nor a container.
     * @return what is gone
     */
    public ImagePruneReport prune(Filters filters) {
        return ImagePruning.prune(exchange, filters);
    }

    /**
     * Removes what builders keep: {@code POST /build/prune}. Podman doesn't have it.
     *
     * @param options what, and how much
     * @return what is gone
     */
    public BuildCachePruneReport pruneBuildCache(BuildCachePruneOptions options) {
        String doing = "remove what builders keep";
        if (options.maxUsedSpace() != null || options.minFreeSpace() != null) {
            EngineNeeds.api(exchange, doing, "a limit for used or free space", 48);
        }
        boolean old = options.reservedSpace() != null && !exchange.version().isAtLeast(new ApiVersion(1, 48));
        return exchange.json(
                Request.post(doing, "build", "prune")
                        .query("all", options.all())
                        .query(old ? "keep-storage" : "reserved-space", options.reservedSpace())
                        .query("max-used-space", options.maxUsedSpace())
                        .query("min-free-space", options.minFreeSpace())
                        .query("filters", options.filters().query())
                        .patient(),
                BuildCachePruneReport.class);
    }

    /**
     * Images as a tar archive that {@link #load} takes, with all their layers and the names that are given here:
     * {@code GET /images/NAME/get} for one, {@code GET /images/get} for several.
     *
     * @param images names or ids, one at least
     * @return the archive as it comes, to be closed. When the engine fails in the middle, reading fails.
     * @throws NotFoundException when the engine doesn't have one; some say it by an {@link EngineFailureException}
     */
    public ArchiveStream save(String... images) {
        return save(List.of(images), List.of());
    }

    /**
     * As {@link #save(String...)}, for some platforms only.
     *
     * @param images names or ids, one at least
     * @param platforms such as {@code linux/arm64}. Needs API 1.48, several need 1.52. Empty for all.
     * @return the archive as it comes, to be closed
     */
    public ArchiveStream save(List<String> images, List<String> platforms) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("Cannot save images: none is named.");
        }
        boolean one = images.size() == 1;
        String doing = one ? "save image '" + images.get(0) + "'" : "save images " + images;
        for (String each : images) {
            if (each.isBlank()) {
                throw new IllegalArgumentException("Cannot " + doing + ": a name or id is blank.");
            }
            named(doing, each);
        }
        Request request =
                one ? Request.get(doing, "images", images.get(0), "get") : Request.get(doing, "images", "get");
        if (!one) {
            images.forEach(each -> request.query("names", each));
        }
        platforms(request, doing, platforms);
        Response response = exchange.send(request.patient());
        return ArchiveStream.through(new ArchiveTail(response.body()), exchange, doing, response);
    }

    private void platforms(Request request, String doing, List<String> platforms) {
        platforms.forEach(
                each -> request.query("platform", PlatformText.parse(each).json()));
        if (!platforms.isEmpty()) {
            boolean several = platforms.size() > 1;
            EngineNeeds.api(exchange, doing, several ? "more than one platform" : "a platform", several ? 52 : 48);
        }
    }

    /**
     * Loads images of an archive that {@link #save} or {@code docker save} made: {@code POST /images/load}.
     *
     * @param archive a tar archive, also a compressed one; read to its end, not closed
     * @param options how
     * @param progress gets each line of progress, on the calling thread
     * @return names of the images, and ids of those without one, as far as the engine says them
     * @throws DockerException when the engine can't read it
     */
    public List<String> load(InputStream archive, ImageLoadOptions options, Consumer<Progress> progress) {
        try (ProgressStream lines = load(archive, options)) {
            lines.forEachRemaining(progress);
            return lines.loadedImages();
        }
    }

    /**
     * As {@link #load(InputStream, ImageLoadOptions, Consumer)}, of a file.
     *
     * @param archive a tar archive, also a compressed one
     * @param options how
     * @param progress gets each line of progress, on the calling thread
     * @return names of the images, and ids of those without one, as far as the engine says them
     * @throws UncheckedIOException when the file can't be read
     */
    public List<String> load(Path archive, ImageLoadOptions options, Consumer<Progress> progress) {
        return withFile("load images", archive, in -> load(in, options, progress));
    }

    /**
     * As {@link #load(InputStream, ImageLoadOptions, Consumer)}, to be read line by line. The images are there when the end
     * is reached; {@link ProgressStream#loadedImages} then says which.
     *
     * @param archive a tar archive, also a compressed one; read to its end, not closed
     * @param options how
     * @return the progress, to be closed
     */
    public ProgressStream load(InputStream archive, ImageLoadOptions options) {
        String doing = "load images";
        Request request = Request.post(doing, "images", "load").query("quiet", options.quiet()).stream(
                        archive, "application/x-tar")
                .patient();
        platforms(request, doing, options.platforms());
        return new ProgressStream(exchange, doing, exchange.send(request));
    }

    private static <T> T withFile(String doing, Path file, Function<InputStream, T> use) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("Cannot " + doing + ": " + file + " is a folder, not an archive.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return use.apply(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot " + doing + ": the file " + file + " can't be read (" + e + ").", e);
        }
    }

    /**
     * Makes an image of one layer of a file system: {@code POST /images/create} with {@code fromSrc=-}.
     *
     * @param files a tar archive, also a compressed one; read to its end, not closed
     * @param options what the image is to be
     * @param progress gets each line of progress, on the calling thread
     * @return the image's id
     */
    public String importFrom(InputStream files, ImageImportOptions options, Consumer<Progress> progress) {
        String doing = importing(options);
        return imported(doing, importing(doing, "-", options).stream(files, "application/x-tar"), options, progress);
    }

    /**
     * As {@link #importFrom(InputStream, ImageImportOptions, Consumer)}, of a file here.
     *
     * @param files a tar archive, also a compressed one
     * @param options what the image is to be
     * @param progress gets each line of progress, on the calling thread
     * @return the image's id
     * @throws UncheckedIOException when the file can't be read
     */
    public String importFrom(Path files, ImageImportOptions options, Consumer<Progress> progress) {
        return withFile(importing(options), files, in -> importFrom(in, options, progress));
    }

    /**
     * As {@link #importFrom(InputStream, ImageImportOptions, Consumer)}, of an archive that the engine fetches itself.
     *
     * @param files {@code http://} or {@code https://}, as the engine can reach it
     * @param options what the image is to be
     * @param progress gets each line of progress, on the calling thread
     * @return the image's id
     */
    public String importFrom(URI files, ImageImportOptions options, Consumer<Progress> progress) {
        String doing = importing(options);
        if (!String.valueOf(files.getScheme()).matches("(?i)https?")) {
            throw new IllegalArgumentException("Cannot " + doing + ": an engine fetches http:// and https:// only, not "
                    + files.getScheme() + ":. A file is imported as a Path.");
        }
        return imported(doing, importing(doing, files.toString(), options), options, progress);
    }

    private static String importing(ImageImportOptions options) {
        return "import an image" + (options.name() == null ? "" : " as '" + options.name() + "'");
    }

    private static Request importing(String doing, String source, ImageImportOptions options) {
        ImageReference name = options.name();
        Request request = Request.post(doing, "images", "create")
                .query("fromSrc", source)
                // With the tag in a parameter of its own, Podman 4.3 would take "latest".
                .query("repo", name == null ? null : name.familiarName() + ":" + name.tagOrLatest())
                .query("message", options.message())
                .query("platform", options.platform())
                .patient();
        options.changes().forEach(each -> request.query("changes", each));
        return request;
    }

    private String imported(String doing, Request request, ImageImportOptions options, Consumer<Progress> progress) {
        try (ProgressStream lines = new ProgressStream(exchange, doing, exchange.send(request))) {
            lines.forEachRemaining(progress);
            String id = lines.imageId();
            if (id != null) {
                return id;
            }
        }
        if (options.name() == null) {
            throw new DockerProtocolException("Cannot " + doing + ": the engine didn't say the image's id.", null);
        }
        return inspect(options.name().toString()).id();
    }

    /**
     * Builds an image from a folder or single files: {@code POST /build}.
     *
     * @param spec how
     * @param context with the Dockerfile and what it refers to
     * @param progress gets each line of progress, on the calling thread
     * @return the image's id
     * @throws IllegalArgumentException when the spec has a remote address, too, when the folder has no such Dockerfile, or a
     *     line of its {@code .dockerignore} is malformed; nothing is sent then
     * @throws java.io.UncheckedIOException when something of the folder can't be read; nothing is sent then
     * @throws DockerStreamException when a step failed
     */
    public String build(BuildSpec spec, BuildContext context, Consumer<Progress> progress) {
        return ImageBuilds.finish(spec, build(spec, context), progress);
    }

    /**
     * As {@link #build(BuildSpec, BuildContext, Consumer)}, to be read line by line. The image is there when the end is
     * reached; {@link ProgressStream#imageId} then says its id.
     *
     * @param spec how
     * @param context with the Dockerfile and what it refers to
     * @return the progress, to be closed
     */
    public ProgressStream build(BuildSpec spec, BuildContext context) {
        return new ImageBuilds(exchange).start(spec, context);
    }

    /**
     * Builds an image from a tar archive: {@code POST /build}.
     *
     * @param spec how
     * @param context the archive, also compressed with gzip, bzip2 or xz; read to its end, not closed
     * @param progress gets each line of progress, on the calling thread
     * @return the image's id
     * @throws IllegalArgumentException when the spec has a remote address, too
     * @throws DockerStreamException when a step failed
     */
    public String build(BuildSpec spec, InputStream context, Consumer<Progress> progress) {
        return ImageBuilds.finish(spec, build(spec, context), progress);
    }

    /**
     * As {@link #build(BuildSpec, InputStream, Consumer)}, to be read line by line. The image is there when the end is
     * reached; {@link ProgressStream#imageId} then says its id.
     *
     * @param spec how
     * @param context the archive, also compressed with gzip, bzip2 or xz; read to its end, not closed
     * @return the progress, to be closed
     */
    public ProgressStream build(BuildSpec spec, InputStream context) {
        return new ImageBuilds(exchange).start(spec, context);
    }

    /**
     * Builds an image from what the engine fetches itself: {@code POST /build}.
     *
     * @param spec how, and from where: {@link BuildSpec#withRemote}
     * @param progress gets each line of progress, on the calling thread
     * @return the image's id
     * @throws IllegalArgumentException when the spec has no remote address
     * @throws DockerStreamException when a step failed, or nothing could be fetched
     */
    public String build(BuildSpec spec, Consumer<Progress> progress) {
        return ImageBuilds.finish(spec, build(spec), progress);
    }

    /**
     * As {@link #build(BuildSpec, Consumer)}, to be read line by line.
     *
     * @param spec how, and from where: {@link BuildSpec#withRemote}
     * @return the progress, to be closed
     */
    public ProgressStream build(BuildSpec spec) {
        return new ImageBuilds(exchange).start(spec);
    }
}
