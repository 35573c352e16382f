package dev.drydock.client;

import com.fasterxml.jackson.databind.MappingIterator;
import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.Event;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Events of an engine, as they happen. To be read by one thread; {@link #close()} may be called by any, returns at once,
 * and ends the reading.
 */
public final class EventStream implements Iterator<Event>, AutoCloseable {
    private static final String DOING = "follow the engine's events";

    private final Exchange exchange;
    private final Response response;
    private @Nullable MappingIterator<Event> events;
    private @Nullable Event ahead;
    private volatile boolean closed;

    EventStream(Exchange exchange, Response response) {
        this.exchange = exchange;
        this.response = response;
    }

    /**
     * Waits for the next event.
     *
     * @return whether there is one; false when the engine ended the stream, and after {@link #close()}
     * @throws DockerException when the stream broke off
     */
    @Override
    public boolean hasNext() {
        if (ahead == null && !closed) {
            ahead = read();
        }
        return ahead != null;
    }

    /** Reads all of an event: of one that has only begun, nobody knows yet whether it will come. */
    private @Nullable Event read() {
        try {
            MappingIterator<Event> all = events();
            return all.hasNextValue() ? all.nextValue() : null;
        } catch (IOException e) {
            response.close();
            if (closed) {
                return null;
            }
            throw exchange.failed(DOING, e);
        }
    }

    /** @return the next event */
    @Override
    public Event next() {
        if (!hasNext() || ahead == null) {
            throw new NoSuchElementException("The engine's events have ended");
        }
        Event event = ahead;
        ahead = null;
        return event;
    }

    private MappingIterator<Event> events() throws IOException {
        // Made at the first look only: making it reads, and so waits for the first event.
        MappingIterator<Event> made = events;
        if (made == null) {
            made = Json.MAPPER.readerFor(Event.class).readValues(response.body());
            events = made;
        }
        return made;
    }

    /** Ends the stream at once. */
    @Override
    public void close() {
        closed = true;
        response.close();
    }
}
