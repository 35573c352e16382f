package dev.drydock.junit.internal.session;

import dev.drydock.client.DockerClient;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.Pull;
import dev.drydock.junit.internal.plan.BuildPlan;
import dev.drydock.junit.internal.plan.ImagePlan;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Makes sure that images are on the engine, as their plans say: each is pulled or built once, however many containers ask for
 * it. What has failed is tried again when somebody asks again: a registry that was down for a moment mustn't fail the rest
 * of the run.
 */
public final class ImageSupply {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private final DockerClient client;
    private final ImageSettings settings;
    private final Executor threads;
    private final ImageNames names;
    private final ImagePulls pulls;
    private final ImageBuilds builds;
    private final Map<ImagePlan, CompletableFuture<ImageDetails>> supplied = new ConcurrentHashMap<>();
    private final Map<Wanted, CompletableFuture<ImageDetails>> pulled = new ConcurrentHashMap<>();
    private final Map<Built, CompletableFuture<ImageDetails>> built = new ConcurrentHashMap<>();

    private record Wanted(ImageReference image, String platform) {}

    private record Built(BuildPlan plan, String platform) {}

    /** @param owner this JVM, as labels write it */
    ImageSupply(DockerClient client, ImageSettings settings, String owner, Executor threads) {
        this.client = client;
        this.settings = settings;
        this.threads = threads;
        this.names = new ImageNames(settings);
        PullDisplay display = new PullDisplay(settings.progress());
        this.pulls = new ImagePulls(client, settings, names, display);
        this.builds = new ImageBuilds(client, owner, this, display);
    }

    /**
     * @param plan of the image
     * @return what the engine knows of it
     */
    public CompletableFuture<ImageDetails> supply(ImagePlan plan) {
        return once(supplied, plan, this::obtained);
    }

    private <K> CompletableFuture<ImageDetails> once(
            Map<K, CompletableFuture<ImageDetails>> known, K key, Function<K, ImageDetails> work) {
        return Objects.requireNonNull(known.compute(key, (same, before) -> {
            boolean usable = before != null && !before.isCompletedExceptionally();
            return usable ? before : CompletableFuture.supplyAsync(() -> work.apply(same), threads);
        }));
    }

    private static ImageDetails join(CompletableFuture<ImageDetails> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw Rethrow.causeOf(e);
        }
    }

    private ImageDetails obtained(ImagePlan plan) {
        if (plan.build().isPresent()) {
            Built key = new Built(plan.build().get(), plan.platform());
            return join(once(built, key, each -> builds.build(each.plan(), plan)));
        }
        ImageReference image = names.substituted(plan.reference().orElseThrow());
        Pull pull = plan.pull() == Pull.SETTING ? settings.pull() : plan.pull();
        Optional<ImageDetails> present = present(image, plan.platform());
        if (pull == Pull.NEVER) {
            return present.orElseThrow(() -> neverPulled(plan, image));
        }
        if (present.isPresent()
                && (pull == Pull.ABSENT || (pull == Pull.AGED && !isOlder(present.get(), plan.pullAge())))) {
            return present.get();
        }
        try {
            return join(once(
                    pulled,
                    new Wanted(image, plan.platform()),
                    each -> pulls.pull(each.image(), each.platform(), present.isPresent())));
        } catch (ContainerStartException e) {
            if (present.isEmpty() || pull != Pull.AGED) {
                throw e;
            }
            LOG.log(Level.WARNING, "{0} stays as old as it is. {1}", image, e.getMessage());
            return present.get();
        }
    }

    private Optional<ImageDetails> present(ImageReference image, String platform) {
        try {
            return Optional.of(client.images().inspect(image.toString()))
                    .filter(each -> platform.isEmpty() || isFor(each, platform));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static boolean isFor(ImageDetails image, String platform) {
        String own = image.os() + "/" + image.architecture();
        return platform.equals(own) || platform.equals(own + "/" + image.variant());
    }

    private static boolean isOlder(ImageDetails image, Duration age) {
        try {
            String created = image.created();
            return created == null
                    || OffsetDateTime.parse(created).toInstant().plus(age).isBefore(Instant.now());
        } catch (DateTimeParseException e) {
            return true;
        }
    }

    private ContainerStartException neverPulled(ImagePlan plan, ImageReference image) {
        String why = plan.pull() == Pull.NEVER ? "pull = NEVER" : "the setting " + Settings.PULL + " = never";
        String what = plan.platform().isEmpty() ? "" : " for " + plan.platform();
        return new ContainerStartException(
                "The image " + image + " is not on the engine" + what + ", and " + why + " says that it isn't pulled."
                        + " Pull it by hand: docker pull "
                        + (plan.platform().isEmpty() ? "" : "--platform " + plan.platform() + " ") + image,
                null);
    }

    /** Removes images that were built for this run. */
    void removeBuilt() {
        builds.removeAll();
    }
}
