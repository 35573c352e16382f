package dev.drydock.client.internal;

import dev.drydock.client.internal.http.HttpExchange;
import dev.drydock.client.internal.transport.Watchdog;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An exchange that is under way; ends once, whoever ends it. */
final class OpenExchange implements AutoCloseable {
    private final HttpExchange http;
    private final IdleConnections idle;
    private final OpenExchanges all;
    private final AtomicBoolean ended = new AtomicBoolean();
    /** Whether its connection was spoken for, by its end or by the watch: one that runs can still be cancelled, which says nothing. */
    private final AtomicBoolean taken = new AtomicBoolean();

    private volatile @Nullable Future<?> watch;

    OpenExchange(HttpExchange http, IdleConnections idle, OpenExchanges all) {
        this.http = http;
        this.idle = idle;
        this.all = all;
    }

    HttpExchange http() {
        return http;
    }

    /** Closes it when the time for the whole call is over, whatever it is doing then. */
    void watch() {
        long left = http.patience().callLeft();
        if (left != Long.MAX_VALUE) {
            Future<?> watching = Watchdog.after(left, this::expire);
            watch = watching;
            if (ended.get()) {
                // Just then, by another thread, which may have seen no watch to end.
                watching.cancel(false);
            }
        }
    }

    /** Its response is read: the connection may serve another one. */
    void finish() {
        if (http.isReusable() && end()) {
            idle.give(http.connection());
        } else {
            close();
        }
    }

    /** Ends it at once, from any thread, without reading what is left. */
    @Override
    public void close() {
        if (end()) {
            http.close();
        }
    }

    private boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        all.remove(this);
        Future<?> watching = watch;
        if (watching != null) {
            watching.cancel(false);
        }
        // One that the watch closes is of no use to anybody else.
        return taken.compareAndSet(false, true) || closedByWatch();
    }

    private void expire() {
        if (taken.compareAndSet(false, true)) {
            http.close();
        }
    }

    private boolean closedByWatch() {
        http.close();
        return false;
    }
}
