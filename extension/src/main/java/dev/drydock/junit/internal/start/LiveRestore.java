package dev.drydock.junit.internal.start;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.EndpointSpec;
import dev.drydock.client.EngineFailureException;
import dev.drydock.client.Filters;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.Timeouts;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.Mount;
import dev.drydock.client.model.NetworkSettings.Endpoint;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.ContainerStateException;
import dev.drydock.junit.internal.plan.StoragePlan;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.session.Rethrow;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotException;
import dev.drydock.snapshot.SnapshotKind;
import dev.drydock.snapshot.Snapshots;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts another container, made from a snapshot, in the place of one. It is created while the old one still runs, so that what
 * can't be restored leaves all as it was; the old one is removed in the background.
 */
final class LiveRestore {
    private static final long PORT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long PAUSE_MILLIS = 50;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final EngineSession session;
    private final DockerClient client;
    private final LiveContainer container;
    private final ContainerId id;
    private final Function<Origin, String> again;
    /** Each after the one before it. */
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /** @param again creates another container with the same ports from something else, and returns its id */
    LiveRestore(EngineSession session, LiveContainer container, ContainerId id, Function<Origin, String> again) {
        this.session = session;
        // Others wait for the thread on which it is done: no call may last for ever.
        this.client = session.client().within(Timeouts.DEFAULT.withCall(LIMIT));
        this.container = container;
        this.id = id;
        this.again = again;
    }

    /** @param name of a snapshot; the latest of this container that has it */
    void to(String name) {
        String key = isShared() ? CheckpointKey.of(container) : "";
        run(() -> named(name, key));
    }

    /** @param snapshot that holds this container */
    void to(Snapshot snapshot) {
        run(() -> snapshot);
    }

    private interface Choice {
        Snapshot get();
    }

    private void run(Choice choice) {
        AtomicBoolean givenUp = new AtomicBoolean();
        CompletableFuture<Void> mine;
        synchronized (this) {
            mine = last.handle((nothing, failure) -> "")
                    .thenApplyAsync(done -> origin(choice.get()), session.threads())
                    // A snapshot that is being taken of it must find it as it is.
                    .thenAcceptAsync(origin -> swap(origin, givenUp), session.snapshots())
                    .thenRunAsync(
                            () -> container
                                    .ready(session.client(), givenUp::get)
                                    .awaitAgain(container),
                            session.threads());
            last = mine;
        }
        try {
            mine.get();
        } catch (InterruptedException e) {
            givenUp.set(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while container " + shown() + " was restored", e);
        } catch (ExecutionException e) {
            throw Rethrow.causeOf(e);
        }
    }

    private String shown() {
        return container.plan().shown();
    }

    private boolean isShared() {
        return container.scopeId().isEmpty();
    }

    /**
     * The latest that this run has taken; else the latest that was taken of the same image and, where the run shares it, of what
     * was declared in the same way.
     */
    private Snapshot named(String name, String key) {
        List<Snapshot> all = new Snapshots(client).list();
        String scope = isShared() ? container.owner() : container.scopeId();
        Set<String> alike = CheckpointKey.snapshots(client, key);
        String image = container.plan().image().shown();
        TakenSnapshots taken = TakenSnapshots.of(session);
        List<Snapshot> ours = all.stream()
                .filter(each -> each.kind() == SnapshotKind.CHECKPOINT
                        && each.test().equals(scope)
                        && each.image(container.name())
                                .filter(frozen -> taken.has(each)
                                        || (frozen.setup().image().equals(image)
                                                && (!isShared() || alike.contains(each.id()))))
                                .isPresent())
                .toList();
        List<Snapshot> found =
                ours.stream().filter(each -> each.name().equals(name)).toList();
        if (found.isEmpty()) {
            List<String> names =
                    ours.stream().map(Snapshot::name).distinct().sorted().toList();
            throw new SnapshotException(
                    "Cannot restore container " + shown() + ": " + container.owner() + " has no snapshot '" + name
                            + "' of it; there "
                            + (names.isEmpty() ? "is none. snapshot(\"" + name + "\") takes one" : "are " + names)
                            + ". What was taken of another image than " + image
                            + (isShared() ? ", or of a container that was declared otherwise," : "")
                            + " in another run doesn't count.",
                    null);
        }
        return taken.latest(found).orElseGet(() -> found.get(found.size() - 1));
    }

    private Origin origin(Snapshot snapshot) {
        String cannot = "Cannot restore container " + shown() + " from snapshot " + snapshot.id() + ": ";
        Snapshot.Image image = snapshot.image(container.name())
                .orElseThrow(() -> new SnapshotException(
                        cannot + "it holds no container '" + container.name() + "', but "
                                + snapshot.images().stream()
                                        .map(Snapshot.Image::container)
                                        .toList(),
                        null));
        ImageDetails details;
        try {
            details = client.images().inspect(image.name().toString());
        } catch (NotFoundException e) {
            throw new SnapshotException(cannot + "its image " + image.name() + " isn't on the engine any more.", e);
        }
        Origin origin = new Origin(details, Optional.of(snapshot));
        FrozenSecrets.check(container.plan(), details, container.placeholders(), cannot);
        return origin;
    }

    private void swap(Origin origin, AtomicBoolean givenUp) {
        if (givenUp.get()) {
            throw new IllegalStateException("The restoring of container " + shown() + " was given up");
        }
        refuseIfReleased();
        String old = id.get();
        ContainerDetails before = inspected(old);
        refuseShared(before);
        Map<String, Optional<String>> volumes = freshVolumes();
        String fresh;
        try {
            fresh = again.apply(origin);
        } catch (RuntimeException e) {
            takeBack(volumes);
            throw e;
        }
        try {
            joinNetworks(before, fresh);
        } catch (RuntimeException e) {
            new Removal(client).container(fresh);
            takeBack(volumes);
            throw e;
        }
        id.changing(true);
        try {
            end(old);
        } catch (RuntimeException e) {
            // It goes on as it was.
            id.changing(false);
            new Removal(client).container(fresh);
            takeBack(volumes);
            throw e;
        }
        try {
            change(old, fresh);
            refuseIfReleased();
            start(fresh, "couldn't be started from a snapshot");
        } catch (RuntimeException e) {
            throw before == null ? e : goneBack(e, before, fresh, volumes);
        } finally {
            id.changing(false);
        }
        session.removeLater(() -> {
            new Removal(client).container(old);
            volumes.values().forEach(each -> each.ifPresent(container.set()::removeVolume));
        });
    }

    /** From now on, calls and events are those of the other one. */
    private void change(String from, String to) {
        container.set().endCopy(container);
        id.set(to);
        container.renewed();
        session.events().watch(to);
        session.events().unwatch(from);
        if (!container.plan().life().logTo().isEmpty()) {
            container.set().copies(container, OutputCopy.begin(session, container, true));
        }
    }

    /** The one that was there goes on with its files, as after a crash. */
    private RuntimeException goneBack(
            RuntimeException because, ContainerDetails before, String fresh, Map<String, Optional<String>> volumes) {
        new Removal(client).container(fresh);
        takeBack(volumes);
        if (container.isReleased()) {
            new Removal(client).container(before.id());
            return because;
        }
        try {
            change(fresh, before.id());
            if (!before.state().running()) {
                return because;
            }
            start(before.id(), "couldn't be started again either");
        } catch (RuntimeException e) {
            because.addSuppressed(e);
            return because;
        }
        return new ContainerStartException(
                because.getMessage() + " The one that was there runs again, with what it had written to its files.",
                because);
    }

    private void refuseIfReleased() {
        if (container.isReleased()) {
            throw new ContainerStateException(
                    "Cannot restore container " + shown() + ": it was removed when " + container.owner() + " ended.",
                    null);
        }
    }

    private @Nullable ContainerDetails inspected(String old) {
        try {
            return client.containers().inspect(old);
        } catch (NotFoundException e) {
            // Whoever has removed it gets it back.
            return null;
        }
    }

    /** The other would go on with the data as it is now, and no longer share it. */
    private void refuseShared(@Nullable ContainerDetails before) {
        if (before == null) {
            return;
        }
        for (Mount each : before.mounts()) {
            if (!"volume".equals(each.type()) || each.name() == null) {
                continue;
            }
            for (ContainerSummary other : client.containers().list(Filters.by("volume", each.name()))) {
                if (!other.id().equals(before.id())) {
                    throw new SnapshotException(
                            "Cannot restore container " + shown() + ": it shares the volume at " + each.destination()
                                    + " with container " + String.join(", ", other.names())
                                    + ", which would go on with the data of now.",
                            null);
                }
            }
        }
    }

    /** @return what took the place of the volumes that the plan names, before */
    private Map<String, Optional<String>> freshVolumes() {
        Map<String, Optional<String>> before = new LinkedHashMap<>();
        for (StoragePlan.Mount each : container.plan().storage().mounts()) {
            if (each.kind() == StoragePlan.Kind.VOLUME && !each.source().isEmpty()) {
                Optional<String> volume = container.volumes().of(each.source());
                try {
                    container.volumes().make(each.source());
                } catch (RuntimeException e) {
                    takeBack(before);
                    throw e;
                }
                before.put(each.source(), volume);
            }
        }
        return before;
    }

    private void takeBack(Map<String, Optional<String>> volumes) {
        volumes.forEach((planned, before) -> {
            container.volumes().of(planned).ifPresent(container.set()::removeVolume);
            container.volumes().put(planned, before);
        });
    }

    /** Networks that it has joined since it was created, such as those of containers that depend on it. */
    private void joinNetworks(@Nullable ContainerDetails before, String fresh) {
        if (before == null) {
            return;
        }
        Map<String, Endpoint> has =
                client.containers().inspect(fresh).networkSettings().networks();
        before.networkSettings().networks().forEach((name, endpoint) -> {
            if (!has.containsKey(name)) {
                List<String> aliases = endpoint.aliases().stream()
                        .filter(each -> !before.id().startsWith(each))
                        .toList();
                client.networks().connect(fresh, EndpointSpec.of(name).withAliases(aliases.toArray(String[]::new)));
            }
        });
    }

    private void end(String old) {
        try {
            if (client.containers().inspect(old).state().paused()) {
                client.containers().unpause(old);
            }
            client.containers().kill(old, "KILL");
            client.containers().waitUntilStopped(old);
            awaitEndOfItsRules(old);
        } catch (NotFoundException | ConflictException e) {
            // It has ended already.
        } catch (EngineFailureException e) {
            if (client.containers().inspect(old).state().running()) {
                throw e;
            }
        }
    }

    /**
     * Podman clears up after a container when that has ended: it takes away its address, and the rules that lead to its ports, by
     * their numbers alone, also those of another one that has them by then.
     */
    private void awaitEndOfItsRules(String old) {
        long deadline = System.nanoTime() + PORT_NANOS;
        while (client.isPodman() && System.nanoTime() < deadline && hasAddress(old)) {
            paused();
        }
    }

    private boolean hasAddress(String old) {
        return client.containers().inspect(old).networkSettings().networks().values().stream()
                .map(Endpoint::ipAddress)
                .anyMatch(each -> each != null && !each.isEmpty());
    }

    /** The other one's ports may be free only a moment after its end. */
    private void start(String fresh, String failed) {
        long deadline = System.nanoTime() + PORT_NANOS;
        while (true) {
            try {
                client.containers().start(fresh);
                return;
            } catch (DockerException e) {
                boolean taken = e instanceof EngineFailureException failure && PortPicker.isTaken(failure);
                if (!taken || System.nanoTime() - deadline > 0) {
                    throw new ContainerStartException(
                            "Container " + shown() + " " + failed + ": " + e.getMessage()
                                    + (taken ? " Somebody has taken its port while it was free." : ""),
                            e);
                }
            }
            paused();
        }
    }

    private void paused() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while container " + shown() + " was restored", e);
        }
    }
}
