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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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
    private static final Logger LOG = System.getLogger("dev.drydock");

    private final EngineSession session;
    private final DockerClient client;
    private final ScopePlan plan;
    private final List<LiveContainer> around;
    private final ContainerSet set;
    private final AtomicBoolean aborted;
    private final Placeholders placeholders;
    private final ClassLoader loader;
    private final FreshVolumes volumes;
    private final String scopeId;
    private String network = "";

    /**
     * @param around running containers that those of the plan may depend on
     * @param surroundings where placeholders look for variables
     * @param loader of the test, which finds its resources
     * @param set gets each container the moment it exists
     * @param aborted whether nobody is interested any more
     * @param scopeId JUnit's id of the class or invocation that the containers belong to; empty when the run shares them
     */
    Provisioner(
            EngineSession session,
            ScopePlan plan,
            List<LiveContainer> around,
            Surroundings surroundings,
            ClassLoader loader,
            ContainerSet set,
            AtomicBoolean aborted,
            String scopeId) {
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
        this.volumes = new FreshVolumes(
                session,
                set,
                around.stream().map(LiveContainer::volumes).distinct().toList());
        this.scopeId = scopeId;
    }

    void provision() {
        session.connect();
        Origins origins = new Origins(session, plan, scopeId, placeholders, loader, volumes, set);
        origins.choose();
        createNetwork();
        Map<String, CompletableFuture<Void>> starts = new LinkedHashMap<>();
        List<ContainerPlan> left = new ArrayList<>(plan.containers());
        CompletableFuture<Void> chosen = startWarm(starts);
        left.removeIf(each -> starts.containsKey(each.name()));
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
                starts.put(each.name(), start(each, origins, chosen, before));
                return true;
            });
        }
        await(starts);
    }

    /**
     * Begins those that start warm.
     *
     * @param starts gets them
     * @return when it is known from what: until then, no secret may be made up
     */
    private CompletableFuture<Void> startWarm(Map<String, CompletableFuture<Void>> starts) {
        WarmChoice choice = new WarmChoice(plan, session.settings().snapshots());
        choice.reasons()
                .forEach((container, why) -> LOG.log(
                        container.state().warm() ? Level.WARNING : Level.DEBUG,
                        "Container {0} starts cold: {1}",
                        container.shown(),
                        why));
        CompletableFuture<Void> chosen = CompletableFuture.completedFuture(null);
        Map<WarmSet, List<ContainerPlan>> sets = new LinkedHashMap<>();
        WarmPlace place = new WarmPlace(plan.owner(), scopeId);
        if (!choice.sets().isEmpty()) {
            // Meanwhile the images are looked for.
            CompletableFuture<String> unused = WarmStarts.of(session).engine();
        }
        for (List<ContainerPlan> each : choice.sets()) {
            WarmSet warm = new WarmSet(session, each, place, set, aborted, this::start);
            sets.put(warm, each);
            Map<String, CompletableFuture<ImageDetails>> images = new LinkedHashMap<>();
            each.forEach(one -> images.put(one.name(), session.images().supply(filled(one.image()))));
            // One after the other: the secrets of one may be those of another, too.
            chosen = CompletableFuture.allOf(
                            chosen, CompletableFuture.allOf(images.values().toArray(CompletableFuture<?>[]::new)))
                    .thenRunAsync(
                            () -> {
                                Map<String, ImageDetails> supplied = new LinkedHashMap<>();
                                images.forEach((name, image) -> supplied.put(name, image.join()));
                                warm.choose(supplied, placeholders, loader);
                            },
                            session.threads());
        }
        CompletableFuture<Void> all = chosen;
        sets.forEach((warm, containers) -> {
            CompletableFuture<Void> started = all.thenRunAsync(warm::run, session.threads())
                    .whenComplete((nothing, failure) -> {
                        if (failure != null) {
                            aborted.set(true);
                        }
                    });
            containers.forEach(each -> starts.put(each.name(), started));
        });
        return all;
    }

    private CompletableFuture<Void> start(
            ContainerPlan container, Origins origins, CompletableFuture<Void> chosen, CompletableFuture<?>[] needed) {
        CompletableFuture<Void> before = CompletableFuture.allOf(chosen, CompletableFuture.allOf(needed));
        // The pull doesn't wait for what the container depends on.
        CompletableFuture<Origin> origin =
                origins.of(container, () -> session.images().supply(filled(container.image())));
        return before.thenCombineAsync(
                        origin,
                        (nothing, from) -> {
                            start(container, from, false);
                            return from;
                        },
                        session.threads())
                .thenAccept(from -> {})
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        aborted.set(true);
                    }
                });
    }

    private ImagePlan filled(ImagePlan image) {
        BuildPlan build = image.build().orElse(null);
        if (build == null) {
            return image;
        }
        Map<String, String> args = new LinkedHashMap<>();
        build.args().forEach((name, value) -> args.put(name, placeholders.fill(value)));
        BuildPlan filled = new BuildPlan(build.folder(), build.file(), args, build.target());
        return new ImagePlan(image.reference(), Optional.of(filled), image.platform(), image.pull(), image.pullAge());
    }

    /** Waits for all, also when one has failed: what is still being created must be known before it can be removed. */
    static void await(Map<String, CompletableFuture<Void>> starts) {
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
        if (failures.isEmpty()) {
            return;
        }
        // Those that were given up because another failed come last.
        failures.sort(
                (a, b) -> Boolean.compare(a instanceof CancellationException, b instanceof CancellationException));
        Throwable first = failures.get(0);
        failures.stream()
                .skip(1)
                .filter(each -> !(each instanceof CancellationException))
                .forEach(first::addSuppressed);
        throw Rethrow.causeOf(new CompletionException(first));
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
            set.addGuest(network, each);
        }
    }

    private List<LiveContainer> neededAround() {
        return around.stream()
                .filter(each -> plan.container(each.name()).isEmpty())
                .filter(each -> plan.containers().stream()
                        .anyMatch(container -> container.dependsOn().contains(each.name())))
                .toList();
    }

    private void start(ContainerPlan container, Origin origin, boolean replaces) {
        new ContainerStart(session, container, origin, network, placeholders, volumes, loader, set, aborted, replaces)
                .run();
    }
}
