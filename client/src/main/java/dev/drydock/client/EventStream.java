package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.stream.JsonRecords;
import dev.drydock.client.model.Event;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Events of an engine, as they happen. */
public final class EventStream extends EngineStream<Event> {
    private final Response response;
    private final JsonRecords<Event> events;

    EventStream(Exchange exchange, Response response) {
        super(exchange, "follow the engine's events", response);
        this.response = response;
        this.events = new JsonRecords<>(response.body(), Event.class);
    }

    @Override
    @Nullable
    Event read() throws IOException {
        return events.next();
    }

    @Override
    InputStream bytes() {
        return response.body();
    }
}
