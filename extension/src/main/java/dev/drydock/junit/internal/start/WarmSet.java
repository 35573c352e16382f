package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.model.ContainerState;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.ready.ReadyWait;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.snapshot.Snapshot;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Containers that start warm together, or one alone. Where there is no image of them yet they start as usual, and are frozen
 * before anybody else gets them: what goes on then was started from these images already.
 */
final class WarmSet {
    private static final Logger LOG = System.getLogger("dev.drydock");
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(3);

    private final EngineSession session;
    private final DockerClient client;
    private final List<ContainerPlan> plans;
    private final WarmImages images;
    private final ContainerSet set;
    private final AtomicBoolean aborted;
    private final Start start;
    private Map<String, ImageDetails> declared = Map.of();
    private Optional<Snapshot> found = Optional.empty();
    private String key = "";

    /** Starts one container, and waits until it is ready. */
    @FunctionalInterface
    interface Start {
        /** @param again whether it takes the place of another */
        void run(ContainerPlan plan, Origin origin, boolean again);
    }

    /**
     * @param plans each after those that it depends on
     * @param place the scope that they belong to
     */
    WarmSet(
            EngineSession session,
            List<ContainerPlan> plans,
            WarmPlace place,
            ContainerSet set,
            AtomicBoolean aborted,
            Start start) {
        this.session = session;
        this.client = session.client();
        this.plans = plans;
        this.images = new WarmImages(session, place, plans);
        this.set = set;
        this.aborted = aborted;
        this.start = start;
    }

    /**
     * Looks whether there are images to start from, and takes over their secrets. To be called before any container of the scope
     * is created.
     *
     * @param supplied the images that were declared, by the containers' names
     */
    void choose(Map<String, ImageDetails> supplied, Placeholders placeholders, ClassLoader loader) {
        declared = supplied;
        try {
            WarmKey digest = new WarmKey(WarmStarts.of(session).engine().get(), placeholders, loader);
            for (ContainerPlan each : plans) {
                digest.add(each, Objects.requireNonNull(supplied.get(each.name())));
            }
            key = digest.digest();
            found = images.find(key);
            if (found.isPresent() && !hasSecretsOf(found.get(), placeholders)) {
                tell(Level.INFO, "starts cold: its secrets differ from those that it was frozen with", null);
                found = Optional.empty();
                key = "";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            key = "";
        } catch (IOException | IllegalArgumentException | DockerException | ExecutionException e) {
            // What is wrong with it, the cold start says.
            tell(Level.DEBUG, "starts cold: what goes into it can't be told", e);
            key = "";
        }
    }

    private boolean hasSecretsOf(Snapshot snapshot, Placeholders placeholders) {
        Map<String, String> values = new LinkedHashMap<>();
        for (ContainerPlan each : plans) {
            WarmSecrets secrets = new WarmSecrets(each);
            if (!secrets.names().isEmpty()) {
                Optional<Map<String, String>> frozen = secrets.frozen(image(snapshot, each), placeholders);
                if (frozen.isEmpty()) {
                    return false;
                }
                for (Map.Entry<String, String> one : frozen.get().entrySet()) {
                    String before = values.putIfAbsent(one.getKey(), one.getValue());
                    if (before != null && !before.equals(one.getValue())) {
                        return false;
                    }
                }
            }
        }
        return placeholders.secrets().adopt(values);
    }

    private ImageDetails image(Snapshot snapshot, ContainerPlan plan) {
        return client.images()
                .inspect(snapshot.image(plan.name()).orElseThrow().name().toString());
    }

    /** Returns when all are ready. */
    void run() {
        if (found.isPresent() && startedFrom(found.get())) {
            return;
        }
        long begun = System.nanoTime();
        startCold(found.isPresent());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (key.isEmpty() || !WarmStarts.of(session).isFirst(key)) {
            return;
        }
        Optional<Snapshot> frozen = freeze(took);
        discard(() -> {});
        if (frozen.isEmpty() || !startedFrom(frozen.get())) {
            startCold(true);
        }
    }

    private void startCold(boolean again) {
        Map<String, Origin> origins = new LinkedHashMap<>();
        plans.forEach(each -> origins.put(each.name(), Origin.cold(Objects.requireNonNull(declared.get(each.name())))));
        try {
            startAll(origins, again);
        } catch (RuntimeException | Error e) {
            aborted.set(true);
            throw e;
        }
    }

    private boolean startedFrom(Snapshot snapshot) {
        try {
            Map<String, Origin> origins = new LinkedHashMap<>();
            plans.forEach(each -> origins.put(each.name(), new Origin(image(snapshot, each), Optional.of(snapshot))));
            WarmStarts.of(session).use(snapshot.id());
            startAll(origins, false);
            return true;
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            if (aborted.get() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            tell(
                    Level.WARNING,
                    "starts cold: it didn't become ready from the image that was made for warm starts, which is"
                            + " removed",
                    e);
            WarmStarts.of(session).refuse(snapshot.id());
            discard(() -> images.remove(snapshot));
            return false;
        }
    }

    private void startAll(Map<String, Origin> origins, boolean again) {
        Map<String, CompletableFuture<Void>> starts = new LinkedHashMap<>();
        for (ContainerPlan each : plans) {
            CompletableFuture<?>[] before = each.dependsOn().stream()
                    .map(name -> Objects.requireNonNull(starts.get(name)))
                    .toArray(CompletableFuture<?>[]::new);
            Origin origin = Objects.requireNonNull(origins.get(each.name()));
            starts.put(
                    each.name(),
                    CompletableFuture.allOf(before)
                            .thenRunAsync(() -> start.run(each, origin, again), session.threads()));
        }
        Provisioner.await(starts);
    }

    /** Empty when they can't be frozen; they have been stopped then. */
    private Optional<Snapshot> freeze(Duration took) {
        try {
            stop();
            String ready = readyAgain(took);
            stop();
            refuseIfAborted();
            Snapshot taken = images.take(live(), key, ready);
            WarmStarts.of(session).atEnd(() -> images.removeDoubles(key));
            images.removeOthers(key);
            boolean secrets = plans.stream()
                    .anyMatch(each -> !new WarmSecrets(each).names().isEmpty());
            Optional<Snapshot> first =
                    images.find(key).filter(each -> !each.id().equals(taken.id()));
            if (first.isEmpty() || secrets) {
                return Optional.of(taken);
            }
            // Another JVM was faster.
            images.remove(taken);
            return first;
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            refuseIfAborted();
            tell(Level.WARNING, "isn't warm: it can't be frozen. It starts cold", e);
            return Optional.empty();
        }
    }

    private void refuseIfAborted() {
        if (aborted.get()) {
            throw new CancellationException("The start of " + shown() + " was given up");
        }
    }

    /** Those that depend on others first. */
    private void stop() {
        List<LiveContainer> all = new ArrayList<>(live());
        Collections.reverse(all);
        for (LiveContainer each : all) {
            refuseIfAborted();
            int seconds = each.plan().life().stopTimeout();
            if (!each.inspect().state().running()) {
                throw new IllegalStateException(each.plan().shown() + " has ended by itself");
            }
            client.containers().stop(each.id(), Duration.ofSeconds(seconds));
            ContainerState state = each.inspect().state();
            if (state.exitCode() == 137) {
                throw new IllegalStateException(each.plan().shown() + " had to be killed, since it didn't end within "
                        + seconds
                        + " s of being asked: init = true, a stopSignal that it heeds, or a longer stopTimeout"
                        + " may help");
            }
        }
    }

    /** Started again with its data, what isn't so any more is known: its image starts in the same way. */
    private String readyAgain(Duration took) {
        Duration twice = took.multipliedBy(2);
        Duration patience = twice.compareTo(LEAST_PATIENCE) > 0 ? twice : LEAST_PATIENCE;
        Map<String, Collection<String>> ready = new LinkedHashMap<>();
        for (LiveContainer each : live()) {
            refuseIfAborted();
            client.containers().start(each.id());
            ReadyWait wait = each.ready(client, aborted::get);
            ready.put(each.name(), wait.holding(each, patience));
        }
        return WarmReady.write(ready);
    }

    private List<LiveContainer> live() {
        return plans.stream()
                .map(each -> set.container(each.name()).orElseThrow())
                .toList();
    }

    private void discard(Runnable after) {
        List<LiveContainer> all = plans.stream()
                .flatMap(each -> set.container(each.name()).stream())
                .toList();
        set.discardLater(all, after);
    }

    private String shown() {
        return String.join(" and ", plans.stream().map(ContainerPlan::shown).toList());
    }

    private void tell(Level level, String what, @Nullable Exception because) {
        LOG.log(
                level,
                "Container " + shown() + " " + what + (because == null ? "" : ": " + because.getMessage()),
                because);
    }
}
