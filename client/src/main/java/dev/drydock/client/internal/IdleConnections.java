package dev.drydock.client.internal;

import dev.drydock.client.internal.http.HttpConnection;
import dev.drydock.client.internal.transport.Watchdog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Connections that have served a call and may serve another one soon. */
final class IdleConnections {
    /** Podman hangs up after 10 s, some proxies after 5. */
    private static final long LIMIT = Duration.ofSeconds(4).toNanos();
    /** As many as calls are likely to be made at the same time. */
    private static final int MOST = 6;

    private final Deque<Idle> idle = new ArrayDeque<>();
    private @Nullable Future<?> sweep;
    private boolean closed;

    private record Idle(HttpConnection connection, long since) {
        boolean isStale() {
            return System.nanoTime() - since > LIMIT || !connection.isQuiet();
        }
    }

    /** @return the one used last, or {@code null} when there is none */
    synchronized @Nullable HttpConnection take() {
        while (true) {
            Idle last = idle.pollLast();
            if (last == null) {
                return null;
            }
            if (!last.isStale()) {
                return last.connection();
            }
            last.connection().close();
        }
    }

    /** @param connection free, and nobody's any more */
    synchronized void give(HttpConnection connection) {
        if (closed || idle.size() >= MOST) {
            connection.close();
            return;
        }
        idle.addLast(new Idle(connection, System.nanoTime()));
        if (sweep == null) {
            sweep = Watchdog.after(LIMIT, this::sweep);
        }
    }

    private synchronized void sweep() {
        Idle oldest = idle.peekFirst();
        while (oldest != null && oldest.isStale()) {
            oldest.connection().close();
            idle.removeFirst();
            oldest = idle.peekFirst();
        }
        long left = oldest == null ? 0 : LIMIT - (System.nanoTime() - oldest.since());
        sweep = oldest == null ? null : Watchdog.after(Math.max(left, 0) + 1_000_000, this::sweep);
    }

    /** Closes what there is, and what comes later. */
    synchronized void close() {
        closed = true;
        closeAll();
    }

    /** Closes what there is. */
    synchronized void closeAll() {
        idle.forEach(each -> each.connection().close());
        idle.clear();
        if (sweep != null) {
            sweep.cancel(false);
            sweep = null;
        }
    }
}
