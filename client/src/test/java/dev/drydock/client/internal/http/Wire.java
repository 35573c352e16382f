package dev.drydock.client.internal.http;

import dev.drydock.client.internal.transport.Connection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** A connection to an engine that has said all it will say, in pieces of the test's choice. */
final class Wire implements Connection {
    private final InputStream in;
    final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private Wire(InputStream in) {
        this.in = in;
    }

    /** All in one piece. */
    static Wire of(String response) {
        return new Wire(new ByteArrayInputStream(bytes(response)));
    }

    /** In two pieces, the first of which has this many bytes. */
    static Wire split(String response, int first) {
        return new Wire(new Pieces(bytes(response), first));
    }

    /** The first bytes only. */
    static Wire cut(String response, int length) {
        return new Wire(new ByteArrayInputStream(bytes(response), 0, length));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What the codec makes of the answer to a request with this method. */
    static Answer exchange(String method, Wire wire) throws IOException {
        try (HttpExchange exchange = wire.exchange()) {
            exchange.send(method, "/x", Map.of(), null, false);
            ResponseHead head = exchange.receive();
            byte[] body = exchange.body(head).readAllBytes();
            return new Answer(head, new String(body, StandardCharsets.UTF_8));
        }
    }

    /** An exchange over this one, without limits. */
    HttpExchange exchange() {
        return new HttpExchange(new HttpConnection(this, 16 * 1024), Patience.unlimited(), "docker");
    }

    static Answer get(String response) throws IOException {
        return exchange("GET", of(response));
    }

    record Answer(ResponseHead head, String body) {}

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return sent;
    }

    @Override
    public void shutdownOutput() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void readTimeout(Duration limit) {
        // What will come is there already.
    }

    @Override
    public boolean isQuiet() {
        return true;
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    /** Never gives bytes of both pieces in one read. */
    private static final class Pieces extends ByteArrayInputStream {
        private final int first;

        Pieces(byte[] bytes, int first) {
            super(bytes);
            this.first = first;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, pos < first ? Math.min(length, first - pos) : length);
        }
    }
}
