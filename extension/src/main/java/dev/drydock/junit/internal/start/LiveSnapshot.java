package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.session.Labels;
import dev.drydock.junit.internal.session.Pruning;
import dev.drydock.junit.internal.session.Rethrow;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotKind;
import dev.drydock.snapshot.SnapshotLabels;
import dev.drydock.snapshot.SnapshotOptions;
import dev.drydock.snapshot.SnapshotRequest;
import dev.drydock.snapshot.Snapshots;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A snapshot of one container, taken when the test says so. */
final class LiveSnapshot {
    private static final String LEGAL = "[a-zA-Z0-9][a-zA-Z0-9_.-]{0,79}";
    private static final String ID = "\\d{8}-\\d{6}-[0-9a-f]{4,}";

    private final EngineSession session;
    private final LiveContainer container;

    LiveSnapshot(EngineSession session, LiveContainer container) {
        this.session = session;
        this.container = container;
    }

    /** After others that are under way: two that share a container would unpause it under each other. */
    Snapshot take(String name) {
        SnapshotRequest request = request(name);
        Future<Snapshot> taken = session.snapshots()
                .submit(() -> new Snapshots(session.client(), session.execs()).take(request, session.threads()));
        try {
            Snapshot snapshot = TakenSnapshots.of(session).note(container, taken.get());
            Pruning.oneMore(session, snapshot);
            return snapshot;
        } catch (ExecutionException e) {
            throw Rethrow.causeOf(e);
        } catch (InterruptedException e) {
            // Ends the reading, and lets the container go on.
            taken.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while a snapshot of container "
                            + container.plan().shown() + " was taken",
                    e);
        }
    }

    /** @throws IllegalArgumentException when a snapshot can't be called so */
    static void check(String name) {
        if (!name.isEmpty() && (!name.matches(LEGAL) || name.matches(ID))) {
            throw new IllegalArgumentException(
                    "'" + name + "' can't be a snapshot's name: it takes up to 80 letters,"
                            + " digits, '_', '.' and '-', begins with a letter or digit, and doesn't look like a snapshot's id.");
        }
    }

    private SnapshotRequest request(String name) {
        String key = container.scopeId().isEmpty() ? CheckpointKey.of(container) : "";
        return SnapshotRequest.of(
                        SnapshotKind.CHECKPOINT,
                        container.scopeId().isEmpty() ? container.owner() : container.scopeId(),
                        name.isEmpty() ? container.owner() : name,
                        List.of(container.member()),
                        session.ownerLabel())
                .withBlankLabels(List.of(Labels.RUN, Labels.OWNER, Labels.CONTAINER))
                .withOptions(new SnapshotOptions(
                        true,
                        false,
                        false,
                        false,
                        true,
                        session.settings().snapshots().secrets()))
                .withLabels(key.isEmpty() ? Map.of() : Map.of(SnapshotLabels.KEY, key))
                .withHelpers(session.uniqueName("reader-"), session.labels());
    }
}
