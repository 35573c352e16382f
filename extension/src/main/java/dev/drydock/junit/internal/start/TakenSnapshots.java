package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.snapshot.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The checkpoints that this run has taken: what others have called alike isn't of its containers. */
final class TakenSnapshots implements AutoCloseable {
    /** Their order: ids of one second have none. */
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();

    private final AtomicInteger sequence = new AtomicInteger();

    private TakenSnapshots() {}

    static TakenSnapshots of(EngineSession session) {
        return session.part(TakenSnapshots.class, TakenSnapshots::new);
    }

    /**
     * @param container that it was taken of, whose secrets are those of its data
     * @return the snapshot
     */
    Snapshot note(LiveContainer container, Snapshot taken) {
        ids.put(taken.id(), sequence.incrementAndGet());
        container.placeholders().secrets().agreeAll(taken.id());
        return taken;
    }

    boolean has(Snapshot snapshot) {
        return ids.containsKey(snapshot.id());
    }

    /** The one of them that was taken last, if this run has taken any. */
    Optional<Snapshot> latest(List<Snapshot> snapshots) {
        return snapshots.stream().filter(this::has).max(Comparator.comparing(each -> ids.getOrDefault(each.id(), 0)));
    }

    @Override
    public void close() {
        ids.clear();
    }
}
