package dev.drydock.client.internal.transport;

import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits until one end of a non-blocking channel can be used. One thread waits; any thread may close. */
final class Readiness implements AutoCloseable {
    private final SocketChannel channel;
    private final int operation;
    private @Nullable Selector selector;
    private boolean closed;

    /** @param operation of {@link java.nio.channels.SelectionKey} */
    Readiness(SocketChannel channel, int operation) {
        this.channel = channel;
        this.operation = operation;
    }

    /**
     * Interruption doesn't end the wait, as it doesn't that of a {@link java.net.Socket}: what cleans up after an
     * interrupted test must still be able to talk to the engine. The flag is set again before this returns.
     *
     * @param millis zero means without limit
     * @return false when the time is over
     * @throws IOException when the channel is closed, also meanwhile
     */
    boolean await(int millis) throws IOException {
        Selector waiting = selector();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean interrupted = false;
        try {
            while (true) {
                long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
                if (waiting.select(millis == 0 ? 0 : left) > 0) {
                    waiting.selectedKeys().clear();
                    return true;
                }
                if (!channel.isOpen()) {
                    throw closed();
                }
                interrupted |= Thread.interrupted();
                if (millis != 0 && System.nanoTime() >= end) {
                    return false;
                }
            }
        } catch (ClosedSelectorException e) {
            throw closed();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized Selector selector() throws IOException {
        if (closed) {
            throw closed();
        }
        Selector known = selector;
        if (known == null) {
            known = Selector.open();
            selector = known;
            try {
                channel.register(known, operation);
            } catch (ClosedChannelException e) {
                throw closed();
            }
        }
        return known;
    }

    static SocketException closed() {
        return new SocketException("closed on this side");
    }

    /** Wakes who waits, and gives back what the system keeps for the waiting. */
    @Override
    public void close() throws IOException {
        Selector known;
        synchronized (this) {
            closed = true;
            known = selector;
        }
        if (known != null) {
            known.close();
        }
    }
}
