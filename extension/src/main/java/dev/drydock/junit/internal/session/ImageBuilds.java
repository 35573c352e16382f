package dev.drydock.junit.internal.session;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.Progress;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.internal.plan.BuildPlan;
import dev.drydock.junit.internal.plan.ImagePlan;
import dev.drydock.snapshot.SnapshotLabels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Builds images from Dockerfiles of the test sources, and removes them when the run is through. */
final class ImageBuilds {
    private static final Logger LOG = System.getLogger("dev.drydock");
    private static final int SHOWN = 4000;

    private final DockerClient client;
    private final String owner;
    private final ImageSupply images;
    private final PullDisplay display;
    private final Queue<String> built = new ConcurrentLinkedQueue<>();

    /** The end of what a build writes. */
    private static final class Tail implements Consumer<Progress> {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void accept(Progress line) {
            if (line.stream() != null) {
                text.append(line.stream());
                text.delete(0, Math.max(0, text.length() - SHOWN));
            }
        }

        @Override
        public String toString() {
            return text.toString().strip();
        }
    }

    ImageBuilds(DockerClient client, String owner, ImageSupply images, PullDisplay display) {
        this.client = client;
        this.owner = owner;
        this.images = images;
        this.display = display;
    }

    ImageDetails build(BuildPlan plan, ImagePlan image) {
        List<Throwable> bases = supplyBases(plan, image);
        Tail output = new Tail();
        try (PullDisplay.Row row = display.beginBuild(plan.shown())) {
            String id = client.images().build(spec(plan, image.platform()), BuildContext.of(plan.folder()), output);
            built.add(id);
            ImageDetails details = client.images().inspect(id);
            row.done();
            return details;
        } catch (DockerException | IllegalArgumentException | IOException | UncheckedIOException e) {
            String ended = output.toString().isEmpty() ? "" : "\nThe build's output ended with:\n" + output;
            ContainerStartException failure = new ContainerStartException(
                    "The image of " + plan.shown() + " couldn't be built: " + e.getMessage() + ended, e);
            bases.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private BuildSpec spec(BuildPlan plan, String platform) {
        // The label of what is half made, until the JVM that made it is gone: whoever finds that out removes it.
        BuildSpec spec = BuildSpec.DEFAULT
                .withBuilder(BuildSpec.Builder.BUILDKIT)
                .withDockerfile(plan.file())
                .withLabels(Map.of(SnapshotLabels.MAKER, owner));
        if (!plan.args().isEmpty()) {
            spec = spec.withBuildArgs(plan.args());
        }
        if (!plan.target().isEmpty()) {
            spec = spec.withTarget(plan.target());
        }
        return platform.isEmpty() ? spec : spec.withPlatform(platform);
    }

    /** The engine would pull them by itself, but not from the mirror. Whether it needs them, the build shows. */
    private List<Throwable> supplyBases(BuildPlan plan, ImagePlan image) {
        List<CompletableFuture<ImageDetails>> supplied = Dockerfile.bases(
                        plan.folder().resolve(plan.file()))
                .stream()
                .map(base -> images.supply(image.withReference(base)))
                .toList();
        List<Throwable> failures = new ArrayList<>();
        for (CompletableFuture<ImageDetails> each : supplied) {
            try {
                each.join();
            } catch (CompletionException e) {
                failures.add(e.getCause() == null ? e : e.getCause());
            }
        }
        return failures;
    }

    /** One on which something else was built, such as a snapshot, stays as long as that does. */
    void removeAll() {
        for (String id = built.poll(); id != null; id = built.poll()) {
            try {
                client.images().remove(id, false);
            } catch (NotFoundException | ConflictException e) {
                LOG.log(Level.DEBUG, "A built image is gone already, or in use", e);
            } catch (DockerException e) {
                LOG.log(Level.WARNING, "Cannot remove an image that was built for the tests", e);
            }
        }
    }
}
