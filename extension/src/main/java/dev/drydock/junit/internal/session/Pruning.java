package dev.drydock.junit.internal.session;

import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotKind;
import dev.drydock.snapshot.Snapshots;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps snapshots within their bounds, beside the tests: after each that was taken, one at a time. Its failures are warnings.
 */
public final class Pruning implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.drydock");
    private static final long CLOSE_SECONDS = 60;

    private final Consumer<Predicate<String>> prune;
    private final Executor threads;
    private final Set<String> needed = ConcurrentHashMap.newKeySet();
    private CompletableFuture<@Nullable Void> last = CompletableFuture.completedFuture(null);
    /** Whether the last one hasn't begun. */
    private boolean waiting;

    /** @param prune gets told which snapshots stay, by their ids */
    Pruning(Consumer<Predicate<String>> prune, Executor threads) {
        this.prune = prune;
        this.threads = threads;
    }

    /** To be called when a session has made a snapshot, of whatever kind. Returns at once. */
    public static void oneMore(EngineSession session) {
        of(session).oneMore();
    }

    /** As {@link #oneMore(EngineSession)}, for one that the session's tests may go back to: it stays as long as they run. */
    public static void oneMore(EngineSession session, Snapshot needed) {
        Pruning pruning = of(session);
        pruning.needed.add(needed.id());
        pruning.oneMore();
    }

    private static Pruning of(EngineSession session) {
        Snapshots snapshots = new Snapshots(session.client());
        return session.part(
                Pruning.class,
                () -> new Pruning(
                        spared -> snapshots.prune(
                                session.settings().snapshots().bounds(), EnumSet.allOf(SnapshotKind.class), spared),
                        session.threads()));
    }

    /** There is one more. Returns at once. One run sees all that came before it began. */
    synchronized void oneMore() {
        if (!waiting) {
            waiting = true;
            last = last.handleAsync((through, failure) -> run(), threads);
        }
    }

    private @Nullable Void run() {
        synchronized (this) {
            waiting = false;
        }
        try {
            prune.accept(needed::contains);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Snapshots that are beyond the bounds couldn't be removed: " + e.getMessage(), e);
        }
        return null;
    }

    @Override
    public void close() {
        CompletableFuture<@Nullable Void> awaited;
        synchronized (this) {
            awaited = last;
        }
        try {
            awaited.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.log(
                    Level.WARNING,
                    "Snapshots are still being removed after {0} s; the next run goes on",
                    CLOSE_SECONDS);
        } catch (ExecutionException | CompletionException e) {
            LOG.log(Level.WARNING, "Snapshots that are beyond the bounds couldn't be removed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
