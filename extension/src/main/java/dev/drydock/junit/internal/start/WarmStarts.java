package dev.drydock.junit.internal.start;

import dev.drydock.client.Answer;
import dev.drydock.client.RawRequest;
import dev.drydock.junit.internal.session.EngineSession;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What a run knows of its warm starts. */
final class WarmStarts implements AutoCloseable {
    private final EngineSession session;
    private final Set<String> tried = ConcurrentHashMap.newKeySet();
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> atEnd = new ConcurrentLinkedQueue<>();
    private @Nullable CompletableFuture<String> engine;

    private WarmStarts(EngineSession session) {
        this.session = session;
    }

    static WarmStarts of(EngineSession session) {
        return session.part(WarmStarts.class, () -> new WarmStarts(session));
    }

    /** Which engine it is, by what may change what a container finds there; asked once, from the first call on. */
    synchronized CompletableFuture<String> engine() {
        CompletableFuture<String> known = engine;
        if (known == null) {
            known = CompletableFuture.supplyAsync(this::ask, session.threads());
            engine = known;
        }
        return known;
    }

    /** Not as a record: most of what is in it isn't wanted, and a JVM that has just begun takes its time to make one. */
    private String ask() {
        Answer info = session.client().operations().request(RawRequest.get("/info"));
        return List.of("" + info.at("ID"), "" + info.at("ServerVersion"), "" + info.at("Driver"))
                .toString();
    }

    /**
     * Whether nobody else of this run freezes what has this key, or has done so: several at once would do the same work, and
     * what couldn't be frozen once can't be the next time.
     */
    boolean isFirst(String key) {
        return tried.add(key);
    }

    /** Notes a snapshot that this run starts from. */
    void use(String id) {
        used.add(id);
    }

    /** Whether this run starts from it: another invocation of the same method may. */
    boolean isUsed(String id) {
        return used.contains(id);
    }

    /** Notes a snapshot from which nothing could be started: it may be there for a while yet. */
    void refuse(String id) {
        refused.add(id);
    }

    /** Whether nothing is to be started from it. */
    boolean isRefused(String id) {
        return refused.contains(id);
    }

    /** @param task to be done when the containers of the run are gone */
    void atEnd(Runnable task) {
        atEnd.add(task);
    }

    @Override
    public void close() {
        if (!atEnd.isEmpty()) {
            CompletableFuture<?> removed = session.removals();
            // What is refused must still be known then.
            session.removeLater(() -> {
                removed.join();
                atEnd.forEach(Runnable::run);
            });
        }
    }
}
