package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What an engine sends bit by bit, over a connection of its own. It is read as it comes, in one of these ways: item by item
 * with {@link #hasNext} and {@link #next}, as a {@link #stream}, by a callback that can end it ({@link #forEachWhile}), or
 * as bytes ({@link #inputStream}).
 *
 * <p>To be read by one thread at a time; no thread belongs to it. {@link #close} may be called by any, returns at once
 * without reading what is left, and ends a read that waits.
 *
 * @param <T> an item
 */
public abstract sealed class EngineStream<T> implements Iterator<T>, AutoCloseable
        permits EventStream, OutputFrames, ProgressStream, StatsStream {
    private final Exchange exchange;
    private final String doing;
    private final Response response;
    private @Nullable T ahead;
    private boolean begun;
    private boolean asBytes;
    private boolean ended;
    private volatile boolean closed;

    EngineStream(Exchange exchange, String doing, Response response) {
        this.exchange = exchange;
        this.doing = doing;
        this.response = response;
    }

    /** Waits for the next item; {@code null} is the end. */
    abstract @Nullable T read() throws IOException;

    /** The bytes that {@link #inputStream} is to give. */
    abstract InputStream bytes();

    /**
     * Waits for more.
     *
     * @return whether there is more; false at the end, and after {@link #close()}
     * @throws DockerException when the stream broke off, or the engine reported an error in it
     */
    @Override
    public boolean hasNext() {
        if (asBytes) {
            throw new IllegalStateException("Cannot " + doing + " item by item: it is read as bytes already.");
        }
        begun = true;
        if (ahead == null && !ended) {
            ahead = readOrEnd();
            ended = ahead == null;
        }
        return ahead != null;
    }

    private @Nullable T readOrEnd() {
        if (closed) {
            // More may be in a buffer already.
            return null;
        }
        try {
            T item = read();
            if (item == null) {
                response.close();
            }
            return item;
        } catch (IOException e) {
            ended = true;
            response.close();
            if (closed) {
                return null;
            }
            throw exchange.failed(doing, e);
        } catch (RuntimeException e) {
            ended = true;
            response.close();
            throw e;
        }
    }

    /** @return the next item */
    @Override
    public T next() {
        if (!hasNext() || ahead == null) {
            throw new NoSuchElementException("The stream has ended");
        }
        T item = ahead;
        ahead = null;
        return item;
    }

    /** @return the items that are still to come; to be closed, or read to its end */
    public Stream<T> stream() {
        int kind = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, kind), false)
                .onClose(this::close);
    }

    /**
     * Hands over each item on the calling thread, until there are no more or the callback says so; then closes this. What
     * the callback throws ends it, too, and comes out of here.
     *
     * @param wantsMore gets an item; returns false when it wants no more
     */
    public void forEachWhile(Predicate<? super T> wantsMore) {
        try (this) {
            boolean more = hasNext();
            while (more) {
                more = wantsMore.test(next()) && hasNext();
            }
        }
    }

    /**
     * The same as bytes: the output of all sources in the order in which it came, or the JSON text of events and
     * progress, as it is (errors that an engine reports within such a text aren't looked for).
     *
     * @return the bytes; closing it closes this
     * @throws IllegalStateException when the stream is already read in another way
     */
    public InputStream inputStream() {
        if (begun) {
            throw new IllegalStateException("Cannot " + doing + " as bytes: reading item by item has begun already.");
        }
        begun = true;
        asBytes = true;
        return new EngineInput(exchange, doing, response, bytes());
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends the stream at once, without reading what is left. */
    @Override
    public void close() {
        closed = true;
        response.close();
    }
}
