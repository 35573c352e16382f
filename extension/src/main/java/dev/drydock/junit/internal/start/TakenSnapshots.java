package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.snapshot.Snapshot;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The checkpoints that this run has taken: what others have called alike isn't of its containers. */
final class TakenSnapshots implements AutoCloseable {
    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    private TakenSnapshots() {}

    static TakenSnapshots of(EngineSession session) {
        return session.part(TakenSnapshots.class, TakenSnapshots::new);
    }

    /**
     * @param container that it was taken of, whose secrets are those of its data
     * @return the snapshot
     */
    Snapshot note(LiveContainer container, Snapshot taken) {
        ids.add(taken.id());
        container.placeholders().secrets().agreeAll(taken.id());
        return taken;
    }

    boolean has(Snapshot snapshot) {
        return ids.contains(snapshot.id());
    }

    @Override
    public void close() {
        ids.clear();
    }
}
