package dev.drydock.client.internal;

import dev.drydock.client.internal.http.Patience;
import dev.drydock.client.internal.http.ResponseHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A response; whoever gets it closes it. */
public final class Response implements AutoCloseable {
    /** What may follow a JSON value: a line break, and the end of its chunk. */
    private static final int REST = 64;

    private final OpenExchange exchange;
    private final ResponseHead head;
    private final InputStream body;

    Response(OpenExchange exchange, ResponseHead head, InputStream body) {
        this.exchange = exchange;
        this.head = head;
        this.body = body;
    }

    /** @return the status */
    public int status() {
        return head.status();
    }

    /** @return whether it says yes */
    public boolean isSuccess() {
        return head.status() == 101 || (head.status() >= 200 && head.status() < 300);
    }

    /**
     * @param name in lower case
     * @return the field's value, or {@code null}
     */
    public @Nullable String header(String name) {
        return head.field(name);
    }

    /** @return all header fields, their names in lower case */
    public Map<String, List<String>> headers() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        head.fields()
                .forEach(field -> all.computeIfAbsent(field.name(), name -> new ArrayList<>())
                        .add(field.value()));
        all.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(all);
    }

    /** @return the body; closing it alone doesn't free the connection */
    public InputStream body() {
        return body;
    }

    /** @return what goes to the engine, after a request for a hijack */
    public OutputStream output() {
        return exchange.http().hijackedOutput();
    }

    /** @return why something couldn't be sent after a request for a hijack: when the call's time is over, that is why */
    public IOException unsent(IOException seen) {
        Patience patience = exchange.http().patience();
        return patience.isOver() ? patience.over() : seen;
    }

    /**
     * Tells the engine that no more will come, after a request for a hijack. What it sends can still be read.
     *
     * @throws IOException when the connection is broken
     */
    public void shutdownOutput() throws IOException {
        exchange.http().shutdownOutput();
    }

    /**
     * Ends it once what was of interest is read, and keeps the connection for another call where that is possible.
     *
     * @throws IOException when the end of the body is missing
     */
    public void finish() throws IOException {
        if (exchange.http().keepsConnection() && body.readNBytes(REST).length < REST) {
            exchange.finish();
        }
        exchange.close();
    }

    /** Frees the connection at once, from any thread, without reading what is left. */
    @Override
    public void close() {
        exchange.close();
    }
}
