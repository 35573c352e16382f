package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.stream.JsonRecords;
import dev.drydock.client.model.Event;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events of an engine, as they happen. */
public final class EventStream extends EngineStream<Event> {
    private final Response response;
    private final JsonRecords<Event> events;
    private final @Nullable Instant until;

    /** @param until what happened later isn't told, though the engine sends it; {@code null} for all that it sends */
    EventStream(Exchange exchange, Response response, @Nullable Instant until) {
        super(exchange, "follow the engine's events", response);
        this.response = response;
        this.events = new JsonRecords<>(response.body(), Event.class);
        this.until = until;
    }

    @Override
    @Nullable
    Event read() throws IOException {
        Event event = events.next();
        while (event != null
                && until != null
                && Instant.ofEpochSecond(0, event.timeNano()).isAfter(until)) {
            event = events.next();
        }
        return event;
    }

    @Override
    InputStream bytes() {
        return response.body();
    }
}
