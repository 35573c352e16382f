package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.session.Labels;
import dev.drydock.junit.internal.session.Rethrow;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotRequest;
import dev.drydock.snapshot.Snapshots;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A snapshot of one container, taken when the test says so. */
final class LiveSnapshot {
    private final EngineSession session;
    private final LiveContainer container;

    LiveSnapshot(EngineSession session, LiveContainer container) {
        this.session = session;
        this.container = container;
    }

    /** After others that are under way: two that share a container would unpause it under each other. */
    Snapshot take() {
        Future<Snapshot> taken =
                session.snapshots().submit(() -> new Snapshots(session.client()).take(request(), session.threads()));
        try {
            return taken.get();
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

    private SnapshotRequest request() {
        return new SnapshotRequest(
                container.owner(),
                container.owner(),
                List.of(new SnapshotRequest.Member(
                        container.name(),
                        container.id(),
                        container.image(),
                        container.plan().open())),
                session.ownerLabel(),
                List.of(Labels.RUN, Labels.OWNER, Labels.CONTAINER));
    }
}
