package dev.drydock.client.internal.http;

import dev.drydock.client.internal.transport.Connection;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One request and its response on one connection, which ends with them. */
public final class HttpExchange implements AutoCloseable {
    private final Connection connection;
    private final WireInput in;
    private final AtomicReference<@Nullable IOException> uploadFailure = new AtomicReference<>();
    private String method = "";

    /** @param connection fresh, and from now on this exchange's own */
    public HttpExchange(Connection connection) {
        this.connection = connection;
        this.in = new WireInput(connection.in());
    }

    /**
     * Sends a request with a body that is in memory, or with none.
     *
     * @param method such as {@code POST}
     * @param target path and query, encoded
     * @param headers without Host, Content-Length and Transfer-Encoding, which are made here
     * @param body of the request, or {@code null}
     * @throws IOException when it couldn't be sent and the engine hasn't answered either
     */
    public void send(String method, String target, Map<String, String> headers, byte @Nullable [] body)
            throws IOException {
        // A POST without a body says so: some proxies and plugins refuse one of unknown length.
        boolean sized = body != null || !(method.equals("GET") || method.equals("HEAD"));
        ByteArrayOutputStream bytes = head(method, target, headers, sized ? sizedBy(body) : "");
        if (body != null) {
            bytes.write(body);
        }
        try {
            connection.out().write(bytes.toByteArray());
            connection.out().flush();
        } catch (IOException e) {
            // The engine may have refused early and closed: then its answer says more than our broken pipe.
            uploadFailure.set(e);
        }
    }

    private static String sizedBy(byte @Nullable [] body) {
        return "Content-Length: " + (body == null ? 0 : body.length) + "\r\n";
    }

    /**
     * Sends a request whose body is a stream, on a thread of its own, so that the response can be read meanwhile: an
     * engine that answers in the middle of an upload, and blocks until it is read, would otherwise never end.
     *
     * @param method such as {@code POST}
     * @param target path and query, encoded
     * @param headers without Host, Content-Length and Transfer-Encoding, which are made here
     * @param body read to its end, not closed
     * @throws IOException when the head couldn't be sent
     */
    public void upload(String method, String target, Map<String, String> headers, InputStream body) throws IOException {
        byte[] head =
                head(method, target, headers, "Transfer-Encoding: chunked\r\n").toByteArray();
        connection.out().write(head);
        Thread writer = new Thread(() -> copy(body), "drydock-upload");
        writer.setDaemon(true);
        writer.start();
    }

    private void copy(InputStream body) {
        byte[] buffer = new byte[64 * 1024];
        OutputStream out = connection.out();
        while (true) {
            int count;
            try {
                count = body.read(buffer);
            } catch (IOException | RuntimeException e) {
                // Without the closing chunk the engine must not take what it has for the whole.
                uploadFailure.set(new IOException("the bytes to send couldn't be read: " + e.getMessage(), e));
                connection.close();
                return;
            }
            try {
                String size = Integer.toHexString(Math.max(count, 0)) + "\r\n";
                out.write(size.getBytes(StandardCharsets.US_ASCII));
                if (count > 0) {
                    out.write(buffer, 0, count);
                }
                out.write('\r');
                out.write('\n');
                out.flush();
            } catch (IOException e) {
                uploadFailure.compareAndSet(null, e);
                return;
            }
            if (count < 0) {
                return;
            }
        }
    }

    private ByteArrayOutputStream head(String method, String target, Map<String, String> headers, String framing) {
        this.method = method;
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: docker\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!headers.containsKey("Connection")) {
            head.append("Connection: close\r\n");
        }
        int lines = (int) head.chars().filter(c -> c == '\n').count();
        int expected = 2 + headers.size() + (headers.containsKey("Connection") ? 0 : 1);
        boolean visible = target.chars().allMatch(c -> c > ' ' && c < 127);
        if (lines != expected || head.chars().filter(c -> c == '\r').count() != expected || !visible) {
            throw new IllegalArgumentException("A line break, or another character that HTTP doesn't allow, in the"
                    + " path, the query or a header of a request");
        }
        head.append(framing).append("\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length() + 512);
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        return bytes;
    }

    /**
     * Waits for the head of the final response; interim ones (1xx) are skipped, but for 101.
     *
     * @param timeout of each wait for bytes; zero means without limit
     * @return the head
     * @throws IOException when the engine didn't answer, or not in HTTP
     */
    public ResponseHead receive(Duration timeout) throws IOException {
        try {
            connection.readTimeout(timeout);
            ResponseHead head = ResponseHead.read(in);
            while (head.status() < 200 && head.status() != 101) {
                head = ResponseHead.read(in);
            }
            return head;
        } catch (IOException e) {
            throw preferUploadFailure(e);
        }
    }

    /** An upload that failed closes the connection, or finds it closed: that is the reason for what the reader sees. */
    private IOException preferUploadFailure(IOException seen) {
        IOException failure = uploadFailure.get();
        if (failure == null) {
            return seen;
        }
        failure.addSuppressed(seen);
        return failure;
    }

    /**
     * @param head what {@link #receive} returned
     * @param inactivity how long the body may be silent; zero means without limit
     * @return the body
     * @throws IOException when the head makes no sense
     */
    public InputStream body(ResponseHead head, Duration inactivity) throws IOException {
        try {
            connection.readTimeout(inactivity);
        } catch (IOException e) {
            throw preferUploadFailure(e);
        }
        return new Body(Bodies.of(method, head, in));
    }

    private final class Body extends FilterInputStream {
        Body(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw preferUploadFailure(e);
            }
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

    /** @return all that comes after a 101, left-over bytes of the head's packet first */
    public InputStream hijackedInput() {
        return in;
    }

    /** @return the raw connection after a 101 */
    public Connection connection() {
        return connection;
    }

    /** Closes the connection at once, from any thread, without reading what is left. */
    @Override
    public void close() {
        connection.close();
    }
}
