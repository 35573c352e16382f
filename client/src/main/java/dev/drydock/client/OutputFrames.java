package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.stream.Frames;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Output of a container, or of a command in it, as it comes. To be read by one thread; {@link #close()} may be called by
 * any, returns at once, and ends the reading.
 */
public final class OutputFrames implements Iterator<OutputFrame>, AutoCloseable {
    private final Exchange exchange;
    private final String doing;
    private final Response response;
    private final Frames frames;
    private @Nullable OutputFrame ahead;
    private boolean ended;
    private volatile boolean closed;

    OutputFrames(Exchange exchange, String doing, Response response, boolean raw) {
        this.exchange = exchange;
        this.doing = doing;
        this.response = response;
        this.frames = new Frames(response.body(), raw);
    }

    /**
     * Waits for more.
     *
     * @return whether there is more; false at the end, and after {@link #close()}
     * @throws DockerException when the output broke off
     */
    @Override
    public boolean hasNext() {
        if (ahead == null && !ended) {
            ahead = read();
            ended = ahead == null;
        }
        return ahead != null;
    }

    private @Nullable OutputFrame read() {
        if (closed) {
            // More may be in a buffer already.
            return null;
        }
        try {
            Frames.Frame frame = frames.next();
            if (frame == null) {
                response.close();
                return null;
            }
            OutputFrame.Source source = frame.source() == 2 ? OutputFrame.Source.STDERR : OutputFrame.Source.STDOUT;
            return new OutputFrame(source, frame.payload());
        } catch (IOException e) {
            response.close();
            if (closed) {
                return null;
            }
            throw exchange.failed(doing, e);
        }
    }

    /** @return the next piece */
    @Override
    public OutputFrame next() {
        if (!hasNext() || ahead == null) {
            throw new NoSuchElementException("The output has ended");
        }
        OutputFrame frame = ahead;
        ahead = null;
        return frame;
    }

    /** Ends the stream at once, without reading what is left. */
    @Override
    public void close() {
        closed = true;
        response.close();
    }
}
