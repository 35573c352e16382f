package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.ScopePlan;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.session.Rethrow;
import dev.drydock.junit.internal.session.Settings;
import dev.drydock.junit.internal.session.SnapshotSettings.ReplayFrom;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotException;
import dev.drydock.snapshot.SnapshotKind;
import dev.drydock.snapshot.Snapshots;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A failed test that is run again, with its containers as a snapshot has them. It is for the containers of that test: those
 * of its class, of the classes around it and its own; and for those of the run that have the same names.
 */
final class Replay {
    private final Snapshot failure;
    private final List<Snapshot> all;
    private final ReplayFrom from;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private Replay(Snapshot failure, List<Snapshot> all, ReplayFrom from) {
        this.failure = failure;
        this.all = all;
        this.from = from;
    }

    /**
     * What the user has asked for; looked up once.
     *
     * @throws SnapshotException when there is no such snapshot
     */
    static Optional<Replay> of(EngineSession session) {
        return session.settings()
                .snapshots()
                .replay()
                .map(text -> session.part(LookUp.class, LookUp::new).replay(session, text));
    }

    /** Of one session. */
    private static final class LookUp implements AutoCloseable {
        private @Nullable CompletableFuture<Replay> begun;

        Replay replay(EngineSession session, String text) {
            CompletableFuture<Replay> future;
            synchronized (this) {
                future = begun == null
                        ? CompletableFuture.supplyAsync(() -> find(session, text), session.threads())
                        : begun;
                begun = future;
            }
            try {
                return future.join();
            } catch (CompletionException e) {
                throw Rethrow.causeOf(e);
            }
        }

        private static Replay find(EngineSession session, String text) {
            Snapshots snapshots = new Snapshots(session.client());
            Replay replay = new Replay(
                    chosen(snapshots, text),
                    snapshots.list(),
                    session.settings().snapshots().from());
            replay.tell(Settings.REPLAY + " = " + text + ": containers of " + replay.failure.name()
                    + " start from snapshot " + replay.failure.id() + ", those of other tests as declared.");
            return replay;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private static Snapshot chosen(Snapshots snapshots, String text) {
        try {
            return snapshots.choose(text);
        } catch (SnapshotException e) {
            throw new SnapshotException("The setting " + Settings.REPLAY + ": " + e.getMessage(), e);
        }
    }

    /**
     * The snapshots that containers of a scope start from; those that aren't there start as declared.
     *
     * @param plan of the scope
     * @param scopeId JUnit's id of it; empty when the run shares it
     * @param checkpoints of a container that the run shares: the ids of those that may be
     * @throws SnapshotException when the scope has a container that the snapshot hasn't
     */
    Map<String, Snapshot> starts(ScopePlan plan, String scopeId, Function<ContainerPlan, Set<String>> checkpoints) {
        Map<String, Snapshot> starts = new LinkedHashMap<>();
        boolean shared = scopeId.isEmpty();
        if (!shared && !isWithin(failure.test(), scopeId)) {
            return starts;
        }
        List<String> added = plan.containers().stream()
                .map(ContainerPlan::name)
                .filter(each -> failure.image(each).isEmpty())
                .toList();
        if (!shared && !added.isEmpty()) {
            throw new SnapshotException(
                    "Snapshot " + failure.id() + " of " + failure.name() + " can't be replayed: " + plan.owner()
                            + " has containers that it doesn't hold, " + added + "; it holds "
                            + failure.images().stream()
                                    .map(Snapshot.Image::container)
                                    .sorted()
                                    .toList()
                            + ". Was one added, or renamed, since? Run the test as it was then, or without "
                            + Settings.REPLAY + ".",
                    null);
        }
        for (ContainerPlan each : plan.containers()) {
            if (failure.image(each.name()).isPresent() && (!shared || isSameImage(failure, each))) {
                (from == ReplayFrom.FAILURE
                                ? Optional.of(failure)
                                : before(new WarmPlace(plan.owner(), scopeId), each, checkpoints))
                        .ifPresent(snapshot -> starts.put(each.name(), snapshot));
            }
        }
        return starts;
    }

    /** Whether it was made of the image that is declared: only by that, one that a run shares is told from others' of its name. */
    private static boolean isSameImage(Snapshot snapshot, ContainerPlan container) {
        return snapshot.image(container.name())
                .filter(image -> image.setup().image().equals(container.image().shown()))
                .isPresent();
    }

    /** The latest checkpoint of that container before the failure, else what it started warm from. */
    private Optional<Snapshot> before(
            WarmPlace place, ContainerPlan container, Function<ContainerPlan, Set<String>> checkpoints) {
        boolean shared = place.scopeId().isEmpty();
        Set<String> known = shared ? checkpoints.apply(container) : Set.of();
        return latest(
                        SnapshotKind.CHECKPOINT,
                        each -> shared
                                ? each.test().equals(place.owner()) && known.contains(each.id())
                                : each.image(container.name()).isPresent() && isWithin(failure.test(), each.test()))
                .or(() -> latest(SnapshotKind.WARM, each -> place.has(each) && isSameImage(each, container)));
    }

    private Optional<Snapshot> latest(SnapshotKind kind, Predicate<Snapshot> fits) {
        return all.stream()
                .filter(each -> each.kind() == kind && isBefore(each) && fits.test(each))
                .reduce((earlier, later) -> later);
    }

    private boolean isBefore(Snapshot other) {
        try {
            return !Instant.parse(other.created()).isAfter(Instant.parse(failure.created()));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** Whether a test is the one of that id, or in it. */
    private static boolean isWithin(String test, String id) {
        String inner = WarmPlace.ofEngine(test);
        String outer = WarmPlace.ofEngine(id);
        return inner.equals(outer) || inner.startsWith(outer + "/");
    }

    /** What a person is to know of where the containers of a scope start. */
    String shown(ScopePlan plan, String scopeId, Map<String, Snapshot> starts) {
        StringBuilder shown = new StringBuilder();
        boolean shared = scopeId.isEmpty();
        if (!shared && !isWithin(failure.test(), scopeId)) {
            return "";
        }
        for (ContainerPlan each : plan.containers()) {
            if (failure.image(each.name()).isEmpty()) {
                continue;
            }
            shown.append(shown.isEmpty() ? "" : "; ")
                    .append("container '")
                    .append(each.name())
                    .append("' ");
            Snapshot start = starts.get(each.name());
            if (start == null && shared && !isSameImage(failure, each)) {
                shown.append("starts as declared: that of the snapshot was made of another image, ")
                        .append(failure.image(each.name())
                                .map(image -> image.setup().image())
                                .filter(image -> !image.isEmpty())
                                .orElse("which it doesn't tell"));
            } else if (start == null) {
                shown.append("starts as declared: there is no checkpoint of it before the failure");
            } else if (start.kind() == SnapshotKind.FAILURE) {
                shown.append("is as it was at the failure of ").append(start.created());
            } else {
                shown.append("is as it was ")
                        .append(
                                start.kind() == SnapshotKind.WARM
                                        ? "when it started warm"
                                        : "at '" + start.name() + "'")
                        .append(", snapshot ")
                        .append(start.id())
                        .append(" of ")
                        .append(start.created());
            }
        }
        return shown.toString();
    }

    /** Once, on standard error: build tools that shorten reports leave entries out. */
    void tell(String text) {
        if (told.add(text)) {
            System.err.println("[drydock] " + text);
        }
    }
}
