package dev.drydock.junit.internal.session;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.EventOptions;
import dev.drydock.client.EventStream;
import dev.drydock.client.Filters;
import dev.drydock.client.model.Event;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows events in one stream. When that ends or breaks, as it does with an engine that is started anew, another one is opened
 * which begins a little before the last event: one that comes twice is the listener's to tell. After some minutes
 * without success it rests until {@link #resume} is called.
 */
final class EventFollowing {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private static final int ATTEMPTS = 40;
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 5000;
    /** A stream that holds for less counts as another failed attempt. */
    private static final long HOLDS_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Engines send events in an order that isn't quite that of their times. */
    private static final Duration OVERLAP = Duration.ofSeconds(1);
    /** Where there was no event yet, the engine's clock isn't known. */
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private final DockerClient client;
    private final Filters filters;
    private final Executor threads;
    private final Consumer<Event> listener;
    private final Runnable interrupted;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable EventStream stream;
    private boolean resting;
    private Instant last = Instant.now().minus(CLOCKS_DIFFER);

    /**
     * @param listener gets each event, some of them twice
     * @param interrupted told when there is no stream for now
     */
    EventFollowing(
            DockerClient client, Filters filters, Executor threads, Consumer<Event> listener, Runnable interrupted) {
        this.client = client;
        this.filters = filters;
        this.threads = threads;
        this.listener = listener;
        this.interrupted = interrupted;
    }

    /** When this returns, nothing that happens afterwards is missed. */
    void open() {
        EventStream opened = client.system().events(filters);
        if (keep(opened)) {
            threads.execute(() -> follow(opened));
        }
    }

    /** Goes on, if it rests. */
    void resume() {
        synchronized (this) {
            if (!resting) {
                return;
            }
            resting = false;
        }
        threads.execute(() -> reopen(0));
    }

    private void follow(EventStream opened) {
        int attempts = 0;
        @Nullable EventStream current = opened;
        while (current != null) {
            long since = System.nanoTime();
            read(current);
            attempts = System.nanoTime() - since < HOLDS_NANOS ? attempts + 1 : 0;
            if (isClosed()) {
                return;
            }
            interrupted.run();
            current = again(attempts);
        }
    }

    private void reopen(int attempts) {
        EventStream opened = again(attempts);
        if (opened != null) {
            follow(opened);
        }
    }

    private void read(EventStream events) {
        try (events) {
            events.forEachRemaining(event -> {
                Instant when = Instant.ofEpochSecond(0, event.timeNano());
                // The engine's own clock counts, from the first event on.
                last = when;
                listener.accept(event);
            });
        } catch (DockerException e) {
            LOG.log(Level.DEBUG, "The engine's events broke off", e);
        }
    }

    /** @return {@code null} when this is closed, or rests */
    private @Nullable EventStream again(int before) {
        EventOptions options =
                EventOptions.DEFAULT.withSince(last.minus(OVERLAP)).withFilters(filters);
        for (int attempt = before; attempt < ATTEMPTS; attempt++) {
            long pause = Math.min(FIRST_PAUSE_MILLIS << Math.min(attempt, 10), LONGEST_PAUSE_MILLIS);
            try {
                if (closed.await(pause, TimeUnit.MILLISECONDS)) {
                    return null;
                }
                EventStream opened = client.system().events(options);
                return keep(opened) ? opened : null;
            } catch (DockerException e) {
                LOG.log(Level.DEBUG, "The engine''s events can''t be followed again yet", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        synchronized (this) {
            resting = true;
        }
        return null;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Whether it is still wanted. */
    private synchronized boolean keep(EventStream opened) {
        stream = opened;
        if (isClosed()) {
            opened.close();
        }
        return !isClosed();
    }

    void close() {
        closed.countDown();
        EventStream opened;
        synchronized (this) {
            opened = stream;
        }
        if (opened != null) {
            opened.close();
        }
    }
}
