package dev.drydock.junit.internal.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this JVM, one for all executions with equal settings: build tools begin several, one after the other or at
 * the same time. A session that nobody uses any more lingers for a moment, since the next execution may be about to begin.
 */
final class Sessions {
    /** Of the JVM. */
    static final Sessions ALL = new Sessions();

    private static final Logger LOG = System.getLogger("dev.drydock");
    /** At the JVM's end; what isn't removed by then is the reaper's. */
    private static final long HOOK_SECONDS = 10;

    private final Map<Settings, Use> uses = new HashMap<>();
    private final Queue<CompletableFuture<?>> closing = new ConcurrentLinkedQueue<>();
    private final ExpectedEngine expected = new ExpectedEngine();
    private boolean hooked;

    private static final class Use {
        private final EngineSession session;
        private int count;
        private @Nullable Object idle;

        Use(EngineSession session) {
            this.session = session;
        }
    }

    private Sessions() {}

    /** Somebody will {@link #acquire} one soon. */
    synchronized void expect() {
        if (uses.isEmpty()) {
            expected.expect();
        }
    }

    /** The session of such settings, to be {@link #release}d as often as it was asked for. */
    synchronized EngineSession acquire(Settings settings) {
        Use use = uses.get(settings);
        if (use == null) {
            hook();
            // What has a name or a port of its own must be gone before it can be made again.
            CompletableFuture<?> before = CompletableFuture.allOf(closing.toArray(CompletableFuture<?>[]::new));
            use = new Use(new EngineSession(settings, expected.take(), before));
            uses.put(settings, use);
        }
        use.count++;
        use.idle = null;
        return use.session;
    }

    void release(EngineSession session) {
        Duration linger = session.settings().linger();
        Object idle = new Object();
        synchronized (this) {
            Use use = uses.get(session.settings());
            if (use == null || use.session != session || --use.count > 0) {
                return;
            }
            use.idle = idle;
        }
        if (linger.isZero() || session.isBroken()) {
            end(session, idle);
            return;
        }
        // Not on one of the session's threads, which end with it.
        CompletableFuture.delayedExecutor(linger.toMillis(), TimeUnit.MILLISECONDS, Sessions::onDaemon)
                .execute(() -> end(session, idle));
    }

    private static void onDaemon(Runnable task) {
        Thread thread = new Thread(task, "drydock-end");
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes the session, unless somebody has come to use it since. */
    private void end(EngineSession session, Object idle) {
        CompletableFuture<?> done = new CompletableFuture<>();
        synchronized (this) {
            Use use = uses.get(session.settings());
            if (use == null || use.session != session || use.idle != idle) {
                return;
            }
            uses.remove(session.settings());
            closing.add(done);
        }
        try {
            session.close();
        } finally {
            done.complete(null);
            closing.removeIf(CompletableFuture::isDone);
        }
    }

    private void hook() {
        if (hooked) {
            return;
        }
        hooked = true;
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::endAll, "drydock-hook"));
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "The JVM is ending already", e);
        }
    }

    /** Only those that linger: where tests are still running, the JVM was told to end, and the reaper does the rest. */
    private void endAll() {
        List<CompletableFuture<?>> ends = new ArrayList<>(closing);
        synchronized (this) {
            for (Use use : List.copyOf(uses.values())) {
                Object idle = use.idle;
                if (idle != null) {
                    ends.add(CompletableFuture.runAsync(() -> end(use.session, idle), Sessions::onDaemon));
                }
            }
        }
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new)).get(HOOK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, "What is left of the run is removed by the process beside it", e);
        }
    }
}
