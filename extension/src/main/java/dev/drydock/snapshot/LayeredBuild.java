package dev.drydock.snapshot;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.DockerResponseException;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds images on images, with either builder of Docker, or Podman's. */
final class LayeredBuild {
    /** Of the names that BuildKit needs of what it builds on. */
    static final String UNDER_WAY = "drydock/under-way";

    /** How an engine may say that it hasn't the builder that was asked for. */
    private static final Set<Integer> WITHOUT_IT = Set.of(400, 404, 501);

    private final DockerClient client;
    private final BuildSpec.@Nullable Builder kind;

    /** By the classic one, and by BuildKit where there is none: that keeps a second copy of what it adds, in its cache. */
    LayeredBuild(DockerClient client) {
        this(client, null);
    }

    /** @param kind the one to use; {@code null} for whichever there is */
    LayeredBuild(DockerClient client, BuildSpec.@Nullable Builder kind) {
        this.client = client;
        this.kind = kind;
    }

    /**
     * @param base id of an image; with BuildKit, one without a name is gone afterwards
     * @param instructions what comes after {@code FROM}
     * @param context gets the Dockerfile
     * @param labels that the engine puts on it
     * @param name that the engine gives the image when it is complete: between that and a call to name it we might be killed
     * @return the image's id
     */
    String build(
            String base, String instructions, BuildContext context, Map<String, String> labels, ImageReference name)
            throws IOException {
        if (kind == BuildSpec.Builder.BUILDKIT && !client.isPodman()) {
            return byBuildKit(base, instructions, context, labels, name);
        }
        try {
            return send(BuildSpec.Builder.CLASSIC, "FROM " + base + '\n' + instructions, context, labels, name);
        } catch (DockerResponseException e) {
            // What goes wrong in a step is told in the stream.
            if (kind != null || client.isPodman() || !WITHOUT_IT.contains(e.status())) {
                throw e;
            }
            try {
                return byBuildKit(base, instructions, context, labels, name);
            } catch (DockerException | IOException also) {
                e.addSuppressed(also);
                throw e;
            }
        }
    }

    private String byBuildKit(
            String base, String instructions, BuildContext context, Map<String, String> labels, ImageReference name)
            throws IOException {
        // It takes an id for the name of an image of Docker Hub.
        List<String> names = client.images().inspect(base).repoTags();
        if (!names.isEmpty()) {
            return send(
                    BuildSpec.Builder.BUILDKIT, "FROM " + names.get(0) + '\n' + instructions, context, labels, name);
        }
        ImageReference underWay = ImageReference.parse(UNDER_WAY + ":" + UUID.randomUUID());
        client.images().tag(base, underWay);
        String made = send(BuildSpec.Builder.BUILDKIT, "FROM " + underWay + '\n' + instructions, context, labels, name);
        // What it builds is nobody's child, so that this doesn't go with it.
        try {
            client.images().remove(underWay.toString(), false);
        } catch (NotFoundException e) {
            System.getLogger("dev.drydock").log(Level.DEBUG, "{0} is gone already", underWay);
        } catch (DockerException e) {
            System.getLogger("dev.drydock").log(Level.WARNING, "An image that was built on is left: " + e.getMessage());
        }
        return made;
    }

    private String send(
            BuildSpec.Builder builder,
            String dockerfile,
            BuildContext context,
            Map<String, String> labels,
            ImageReference name)
            throws IOException {
        BuildSpec spec = BuildSpec.DEFAULT.withTags(name);
        if (!client.isPodman()) {
            spec = spec.withBuilder(builder);
        }
        // None isn't sent: each is a step.
        spec = labels.isEmpty() ? spec : spec.withLabels(labels);
        context.add("Dockerfile", dockerfile);
        try (InputStream tar = context.open()) {
            return client.images().build(spec, tar, progress -> {});
        }
    }
}
