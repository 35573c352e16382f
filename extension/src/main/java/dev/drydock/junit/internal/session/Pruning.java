package dev.drydock.junit.internal.session;

import dev.drydock.snapshot.Snapshots;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps snapshots within their bounds, beside the tests: after each that was taken, one at a time. Its failures are warnings.
 */
public final class Pruning implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.drydock");
    private static final long CLOSE_SECONDS = 60;

    private final Runnable prune;
    private final Executor threads;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
    private boolean again;

    Pruning(Runnable prune, Executor threads) {
        this.prune = prune;
        this.threads = threads;
    }

    /** To be called when a session has made a snapshot, of whatever kind. Returns at once. */
    public static void oneMore(EngineSession session) {
        Snapshots snapshots = new Snapshots(session.client());
        session.part(
                        Pruning.class,
                        () -> new Pruning(
                                () -> snapshots.prune(
                                        session.settings().snapshots().bounds()),
                                session.threads()))
                .oneMore();
    }

    /** There is one more. Returns at once. */
    synchronized void oneMore() {
        if (!running.isDone()) {
            again = true;
            return;
        }
        running = CompletableFuture.runAsync(this::run, threads);
    }

    private void run() {
        do {
            try {
                prune.run();
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "Snapshots that are beyond the bounds couldn't be removed: " + e.getMessage(),
                        e);
            }
        } while (isAskedAgain());
    }

    private synchronized boolean isAskedAgain() {
        boolean asked = again;
        again = false;
        return asked;
    }

    @Override
    public void close() {
        CompletableFuture<Void> last;
        synchronized (this) {
            last = running;
        }
        try {
            last.get(CLOSE_SECONDS, TimeUnit.SECONDS);
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
