package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.internal.plan.BuildPlan;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.ImagePlan;
import dev.drydock.junit.internal.plan.ScopePlan;
import dev.drydock.junit.internal.plan.Surroundings;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.session.Rethrow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Brings the containers of one scope up: in parallel, but each after those that it depends on. */
final class Provisioner {
    private final EngineSession session;
    private final DockerClient client;
    private final ScopePlan plan;
    private final List<LiveContainer> around;
    private final ContainerSet set;
    private final AtomicBoolean aborted;
    private final Placeholders placeholders;
    private final ClassLoader loader;
    private String network = "";

    /**
     * @param around running containers that those of the plan may depend on
     * @param surroundings where placeholders look for variables
     * @param loader of the test, which finds its resources
     * @param set gets each container the moment it exists
     * @param aborted whether nobody is interested any more
     */
    Provisioner(
            EngineSession session,
            ScopePlan plan,
            List<LiveContainer> around,
            Surroundings surroundings,
            ClassLoader loader,
            ContainerSet set,
            AtomicBoolean aborted) {
        this.session = session;
        this.client = session.client();
        this.plan = plan;
        this.around = around;
        this.set = set;
        this.aborted = aborted;
        List<Secrets> secrets =
                around.stream().map(LiveContainer::secrets).distinct().toList();
        this.placeholders = new Placeholders(new Secrets(secrets), surroundings);
        this.loader = loader;
    }

    void provision() {
        session.connect();
        createNetwork();
        Map<String, CompletableFuture<Void>> starts = new LinkedHashMap<>();
        List<ContainerPlan> left = new ArrayList<>(plan.containers());
        while (!left.isEmpty()) {
            // Each round takes those whose needs have a future already; the plan has no circles.
            left.removeIf(each -> {
                List<String> needs = each.dependsOn().stream()
                        .filter(name -> plan.container(name).isPresent())
                        .toList();
                if (!starts.keySet().containsAll(needs)) {
                    return false;
                }
                CompletableFuture<?>[] before = needs.stream()
                        .map(name -> Objects.requireNonNull(starts.get(name)))
                        .toArray(CompletableFuture<?>[]::new);
                starts.put(each.name(), start(each, before));
                return true;
            });
        }
        await(starts);
    }

    private CompletableFuture<Void> start(ContainerPlan container, CompletableFuture<?>[] before) {
        // The pull doesn't wait for what the container depends on.
        CompletableFuture<ImageDetails> image = session.images().supply(filled(container.image()));
        return CompletableFuture.allOf(before)
                .thenCombineAsync(
                        image,
                        (nothing, details) -> {
                            start(container, details);
                            return details;
                        },
                        session.threads())
                .thenAccept(details -> {})
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        aborted.set(true);
                    }
                });
    }

    private ImagePlan filled(ImagePlan image) {
        Optional<BuildPlan> build = image.build().map(each -> {
            Map<String, String> args = new LinkedHashMap<>();
            each.args().forEach((name, value) -> args.put(name, placeholders.fill(value)));
            return new BuildPlan(each.folder(), each.file(), args, each.target());
        });
        return new ImagePlan(image.reference(), build, image.platform(), image.pull(), image.pullAge());
    }

    /** Waits for all, also when one has failed: what is still being created must be known before it can be removed. */
    private static void await(Map<String, CompletableFuture<Void>> starts) {
        List<Throwable> failures = new ArrayList<>();
        for (CompletableFuture<Void> each : starts.values()) {
            try {
                each.join();
            } catch (CompletionException | CancellationException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                if (!failures.contains(cause)) {
                    failures.add(cause);
                }
            }
        }
        // Those that were given up because another failed come last.
        failures.sort(
                (a, b) -> Boolean.compare(a instanceof CancellationException, b instanceof CancellationException));
        if (!failures.isEmpty()) {
            Throwable first = failures.get(0);
            failures.stream()
                    .skip(1)
                    .filter(each -> !(each instanceof CancellationException))
                    .forEach(first::addSuppressed);
            throw Rethrow.causeOf(new CompletionException(first));
        }
    }

    /** The engine has addresses for some 30 networks: one is made only where containers are to find each other. */
    private void createNetwork() {
        List<LiveContainer> needed = neededAround();
        if (plan.containers().size() < 2 && needed.isEmpty()) {
            return;
        }
        int containers = plan.containers().size() + needed.size();
        network = session.networks().create(session.uniqueName("network"), session.labels(), containers);
        set.addNetwork(network);
        for (LiveContainer each : needed) {
            client.networks().connect(network, each.id(), List.of(each.name()));
            set.addGuest(network, each.id());
        }
    }

    private List<LiveContainer> neededAround() {
        return around.stream()
                .filter(each -> plan.container(each.name()).isEmpty())
                .filter(each -> plan.containers().stream()
                        .anyMatch(container -> container.dependsOn().contains(each.name())))
                .toList();
    }

    private void start(ContainerPlan container, ImageDetails image) {
        new ContainerStart(session, container, image, network, placeholders, loader, set, aborted).run();
    }
}
