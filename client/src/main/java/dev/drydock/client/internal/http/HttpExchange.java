package dev.drydock.client.internal.http;

import dev.drydock.client.internal.transport.HangUpException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request and its response on one connection. */
public final class HttpExchange implements AutoCloseable {
    /** What any socket takes at once, whether or not the engine reads; more is sent while the response is awaited. */
    private static final int AT_ONCE = 8 * 1024;
    /** No engine sends more than one or two. */
    private static final int INTERIM = 100;

    private final HttpConnection on;
    private final Patience patience;
    private final String host;
    private String method = "";
    private boolean keep;
    private @Nullable IOException unsent;
    private volatile @Nullable Upload upload;
    private volatile boolean closed;
    private Bodies.@Nullable Body body;
    private @Nullable ResponseHead answered;

    /**
     * @param on connection that nobody else uses meanwhile
     * @param patience begun
     * @param host for the header of that name
     */
    public HttpExchange(HttpConnection on, Patience patience, String host) {
        this.on = on;
        this.patience = patience;
        this.host = host;
        on.in.patience(patience);
    }

    /**
     * Sends a request with a body that is in memory, or with none.
     *
     * @param method such as {@code POST}
     * @param target path and query, encoded
     * @param headers without Host, Content-Length and Transfer-Encoding, which are made here
     * @param body of the request, or {@code null}
     * @param keep whether the connection is to be of use afterwards
     */
    public void send(String method, String target, Map<String, String> headers, byte @Nullable [] body, boolean keep) {
        this.keep = keep;
        // A POST without a body says so: some proxies and plugins refuse one of unknown length.
        boolean sized = body != null || !(method.equals("GET") || method.equals("HEAD"));
        int length = body == null ? 0 : body.length;
        byte[] head = head(method, target, headers, sized ? "Content-Length: " + length + "\r\n" : "");
        byte[] all = head;
        if (body != null) {
            all = Arrays.copyOf(head, head.length + length);
            System.arraycopy(body, 0, all, head.length, length);
        }
        if (all.length > AT_ONCE) {
            start(new Upload(on, new byte[0], new ByteArrayInputStream(all), false, false, patience));
            return;
        }
        try {
            on.connection.out().write(all);
            on.connection.out().flush();
        } catch (IOException e) {
            // The engine may have refused early and closed: then its answer says more than our broken pipe.
            unsent = e;
        }
        patience.sent();
    }

    /**
     * Sends a request whose body is a stream, while the response is read.
     *
     * @param method such as {@code POST}
     * @param target path and query, encoded
     * @param headers without Host, Content-Length and Transfer-Encoding, which are made here
     * @param body read to its end
     * @param closes whether to close it then, or when it can't be sent any more
     */
    public void upload(String method, String target, Map<String, String> headers, InputStream body, boolean closes) {
        byte[] head = head(method, target, headers, "Transfer-Encoding: chunked\r\n");
        start(new Upload(on, head, body, closes, true, patience));
    }

    private void start(Upload begun) {
        upload = begun;
        begun.start();
        if (closed) {
            // Just then, by another thread, which may have seen no upload to stop.
            begun.stop();
        }
    }

    private byte[] head(String method, String target, Map<String, String> headers, String framing) {
        this.method = method;
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(visible(target)).append(" HTTP/1.1\r\n");
        field(head, "Host", host);
        headers.forEach((name, value) -> field(head, name, value));
        if (!keep && !headers.containsKey("Connection")) {
            field(head, "Connection", "close");
        }
        return head.append(framing).append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String visible(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) <= ' ' || target.charAt(i) >= 127) {
                throw new IllegalArgumentException(
                        "A character that HTTP doesn't allow in the path or query of a request");
            }
        }
        return target;
    }

    private static void field(StringBuilder head, String name, String value) {
        if (isBroken(name) || isBroken(value)) {
            // The value isn't shown: it may be a credential.
            throw new IllegalArgumentException(
                    "A line break, or another character that HTTP doesn't allow, in the request's header "
                            + (isBroken(name) ? "names" : "'" + name + "'"));
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static boolean isBroken(String part) {
        return part.indexOf('\r') >= 0 || part.indexOf('\n') >= 0 || part.indexOf(0) >= 0;
    }

    /**
     * Waits for the head of the final response; interim ones (1xx) are skipped, but for 101.
     *
     * @return the head
     * @throws IOException when the engine didn't answer, or not in HTTP
     */
    public ResponseHead receive() throws IOException {
        try {
            ResponseHead head = ResponseHead.read(on.in);
            for (int interim = 0; head.status() < 200 && head.status() != 101; interim++) {
                if (interim == INTERIM) {
                    throw new WireException("the engine sends interim answers without end");
                }
                head = ResponseHead.read(on.in);
            }
            patience.body();
            answered = head;
            return head;
        } catch (IOException e) {
            throw preferUploadFailure(e);
        }
    }

    /** @return whether the connection broke before a byte of an answer came, so that the engine may never have seen it */
    public boolean isUnanswered() {
        return !on.in.isTouched();
    }

    /** An upload that failed closes the connection, or finds it closed: that is the reason for what the reader sees. */
    private IOException preferUploadFailure(IOException seen) {
        Upload begun = upload;
        IOException failure = unsent != null || begun == null ? unsent : begun.failure();
        if (failure == null || seen instanceof LimitException) {
            return seen;
        }
        if (failure != seen) {
            failure.addSuppressed(seen);
        }
        return failure;
    }

    /**
     * @param head what {@link #receive} returned
     * @return the body
     * @throws IOException when the head makes no sense
     */
    public InputStream body(ResponseHead head) throws IOException {
        Bodies.Body made = Bodies.of(method, head, on.in);
        body = made;
        return upload == null ? made : new Uploading(made);
    }

    private final class Uploading extends FilterInputStream {
        Uploading(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return super.read(into, offset, length);
            } catch (IOException e) {
                throw preferUploadFailure(e);
            }
        }
    }

    /** @return all that comes after the head, for as long as the connection lasts; left-over bytes first */
    public InputStream hijackedInput() {
        return new UntilHangUp(on.in);
    }

    /** Podman hangs up on input that a process didn't read before it ended. That is an end as any other. */
    private static final class UntilHangUp extends FilterInputStream {
        UntilHangUp(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (HangUpException e) {
                return -1;
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return super.read(into, offset, length);
            } catch (HangUpException e) {
                return -1;
            }
        }
    }

    /** @return what goes to the engine after the head of a hijack */
    public OutputStream hijackedOutput() {
        return on.connection.out();
    }

    /**
     * Tells the engine that nothing more will come, while its answer can still be read.
     *
     * @throws IOException when the connection is broken
     */
    public void shutdownOutput() throws IOException {
        on.connection.shutdownOutput();
    }

    /** @return whether both sides want to go on with the connection when the body is read to its end */
    public boolean keepsConnection() {
        Bodies.Body made = body;
        ResponseHead head = answered;
        return keep && head != null && head.keepsConnection() && made != null && made.isDelimited();
    }

    /** @return whether the connection is free for another exchange */
    public boolean isReusable() {
        Bodies.Body made = body;
        return keepsConnection()
                && unsent == null
                && (upload == null || upload.isDone())
                && made != null
                && made.isEnded()
                && on.in.buffered() == 0;
    }

    /** @return the connection */
    public HttpConnection connection() {
        return on;
    }

    /** @return what this exchange may wait for */
    public Patience patience() {
        return patience;
    }

    /** Closes the connection at once, from any thread, without reading what is left. */
    @Override
    public void close() {
        closed = true;
        on.close();
        Upload begun = upload;
        if (begun != null) {
            begun.stop();
        }
    }
}
