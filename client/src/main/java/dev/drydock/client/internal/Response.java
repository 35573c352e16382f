package dev.drydock.client.internal;

import dev.drydock.client.internal.http.HttpExchange;
import dev.drydock.client.internal.http.ResponseHead;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A successful response; whoever gets it closes it. */
public final class Response implements AutoCloseable {
    private final HttpExchange exchange;
    private final ResponseHead head;
    private final InputStream body;

    Response(HttpExchange exchange, ResponseHead head, InputStream body) {
        this.exchange = exchange;
        this.head = head;
        this.body = body;
    }

    /** @return the status, 2xx or 101 */
    public int status() {
        return head.status();
    }

    /**
     * @param name in lower case
     * @return the field's value, or {@code null}
     */
    public @Nullable String header(String name) {
        return head.field(name);
    }

    /** @return the body; closing it alone doesn't free the connection */
    public InputStream body() {
        return body;
    }

    /** Frees the connection at once, from any thread, without reading what is left. */
    @Override
    public void close() {
        exchange.close();
    }
}
