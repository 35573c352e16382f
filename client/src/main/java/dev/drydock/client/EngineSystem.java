package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.EngineInfo;
import dev.drydock.client.model.EngineVersion;
import java.util.List;
import java.util.Map;

/**
 * The engine itself: {@code /_ping}, {@code /version}, {@code /info}, {@code /events}. All methods throw the
 * {@link DockerException}s when the engine can't be reached or refuses.
 */
public final class EngineSystem {
    private final Exchange exchange;

    EngineSystem(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Makes sure that the engine answers: {@code GET /_ping}. */
    public void ping() {
        exchange.discard(Request.get("reach the engine", "_ping").unversioned());
    }

    /** @return {@code GET /version} */
    public EngineVersion version() {
        return exchange.json(Request.get("ask the engine for its version", "version"), EngineVersion.class);
    }

    /** @return {@code GET /info} */
    public EngineInfo info() {
        return exchange.json(Request.get("ask the engine about itself", "info"), EngineInfo.class);
    }

    /**
     * Follows what happens: {@code GET /events}. When this returns, the engine has accepted the question: nothing that
     * happens afterwards is missed.
     *
     * @param filters such as {@code label} → {@code [key=value]}, all of which must hold; empty for all events
     * @return the events from now on, to be closed
     */
    public EventStream events(Map<String, List<String>> filters) {
        Response response = exchange.send(Request.get("follow the engine's events", "events")
                .query("filters", Json.text(filters))
                .patient());
        return new EventStream(exchange, response);
    }
}
