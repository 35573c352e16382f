package dev.drydock.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLSocket;

/** One connection to a {@link ScriptedEngine}: the request that came over it, and the way to answer it. */
public final class ScriptedCall {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Map<String, String> headers = new TreeMap<>();
    private volatile String head = "";
    private volatile byte[] body = {};
    private volatile boolean complete;

    ScriptedCall(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Gives whether there was a request at all; a probe only connects. */
    boolean readHead() throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            text.append((char) next);
        }
        headers.clear();
        received.reset();
        body = new byte[0];
        complete = false;
        head = text.toString();
        head.lines().skip(1).filter(line -> !line.isEmpty()).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        });
        return true;
    }

    /**
     * Waits for another request on the same connection, which takes the place of the one before; the body of that one must
     * have been read.
     *
     * @return false when the client hung up instead
     */
    public boolean readNext() throws IOException {
        return readHead();
    }

    /** Gives the request's line and header fields, as they came. */
    public String head() {
        return head;
    }

    /** Gives method and target: {@code GET /v1.41/info}. */
    public String line() {
        return head.substring(0, head.indexOf(" HTTP/1.1\r\n"));
    }

    /** Gives a header field's value, or {@code null}; the name is in lower case. */
    public String header(String name) {
        return headers.get(name);
    }

    /** Reads the request's body to its end. */
    public void readBody() throws IOException {
        try {
            if ("chunked".equals(header("transfer-encoding"))) {
                for (int size = chunkSize(); size > 0; size = chunkSize()) {
                    copy(size);
                    line(in);
                }
                line(in);
            } else if (header("content-length") != null) {
                copy(Integer.parseInt(header("content-length")));
            }
            complete = true;
        } finally {
            body = received.toByteArray();
        }
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private void copy(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            received.write(next);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** Reads so much of the request's body, with its framing, and forgets it. */
    public void skip(long count) throws IOException {
        in.skipNBytes(count);
    }

    /** Reads what the client sends after its request, until it says that no more will come. */
    public byte[] readRest() throws IOException {
        return in.readAllBytes();
    }

    /** Gives what was read of the request's body, without its framing. */
    public byte[] body() {
        return body;
    }

    /** Gives the same as text. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Gives whether the request's body came to its proper end; for a chunked one that is the closing chunk. */
    public boolean isComplete() {
        return complete;
    }

    /** Sends bytes of the answer, at once. */
    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Sends a piece of the answer, at once. */
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until the client has closed its end. */
    public void awaitHangUp() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    /** Nothing more will be sent; what the client still sends is read. */
    void end() throws IOException {
        if (socket instanceof SSLSocket) {
            socket.shutdownOutput();
        } else {
            // What shutdownOutput would do, if newer JDKs took junixsocket's socket for a connected one.
            socket.getOutputStream().close();
        }
        awaitHangUp();
    }

    /** Closes both directions at once, with whatever the client still sends unread. */
    public void hangUp() throws IOException {
        socket.close();
    }
}
