package dev.drydock.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection to the replay server: requests one after the other, until either side has enough. */
final class ReplayConnection {
    private static final Pattern TARGET =
            Pattern.compile("(GET|PUT) (?:/v[0-9.]+)?(/_ping|/containers/(?:([^/?]+)/)?(json|logs|archive))(?:\\?.*)?");
    private static final Pattern LOGS = Pattern.compile(".*" + Place.LOGS + "([0-9]+)-([0-9]+)");
    private static final Pattern ARCHIVE = Pattern.compile(".*" + Place.ARCHIVE + "([0-9]+)");
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final Map<String, ReplayedBody> BODIES = new ConcurrentHashMap<>();

    /** One connection at a time on each thread. */
    private static final ThreadLocal<ByteBuffer> BUFFERS =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(128 * 1024));

    private final SocketChannel channel;
    private final ReplayServer.Recorded recorded;
    private final ByteBuffer in = BUFFERS.get().clear().flip();

    ReplayConnection(SocketChannel channel, ReplayServer.Recorded recorded) {
        this.channel = channel;
        this.recorded = recorded;
    }

    void serve() {
        try (channel) {
            while (more()) {
                String head = head();
                if (head.toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked")) {
                    skipChunks();
                }
                answer(head.substring(0, head.indexOf(" HTTP/1.1\r\n")));
                if (head.toLowerCase(Locale.ROOT).contains("\r\nconnection: close")) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client went away in the middle. Whether it had to is the client's business.
        }
    }

    private void answer(String request) throws IOException {
        Matcher target = TARGET.matcher(request);
        if (!target.matches()) {
            write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        String container = target.group(3);
        if (target.group(2).equals("/_ping")) {
            write(recorded.ping());
        } else if (target.group(1).equals("PUT")) {
            write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        } else if (target.group(4).equals("json")) {
            write(container == null ? recorded.list() : recorded.inspect());
        } else if (target.group(4).equals("logs")) {
            write(CHUNKED);
            BODIES.computeIfAbsent(container, ReplayConnection::logs).writeTo(channel);
        } else {
            write(CHUNKED);
            BODIES.computeIfAbsent(container, ReplayConnection::archive).writeTo(channel);
        }
    }

    private static ReplayedBody logs(String container) {
        Matcher name = matched(LOGS, container);
        return ReplayedBody.logs(Fixtures.bytes(Integer.parseInt(name.group(2))), Integer.parseInt(name.group(1)));
    }

    private static ReplayedBody archive(String container) {
        return ReplayedBody.archive(
                Fixtures.bytes(Integer.parseInt(matched(ARCHIVE, container).group(1))));
    }

    private static Matcher matched(Pattern pattern, String container) {
        Matcher matcher = pattern.matcher(container);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("The name of the container doesn't say what to send: " + container);
        }
        return matcher;
    }

    private void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder(512);
        while (head.length() < 4 || head.charAt(head.length() - 1) != '\n' || head.charAt(head.length() - 3) != '\n') {
            head.append((char) next());
        }
        return head.toString();
    }

    private void skipChunks() throws IOException {
        long size;
        do {
            size = 0;
            for (int c = next(); c != '\r'; c = next()) {
                size = size * 16 + Character.digit(c, 16);
            }
            for (long left = size + 3; left > 0; ) {
                if (!more()) {
                    throw new EOFException();
                }
                int count = (int) Math.min(left, in.remaining());
                in.position(in.position() + count);
                left -= count;
            }
        } while (size > 0);
    }

    private int next() throws IOException {
        if (!more()) {
            throw new EOFException();
        }
        return in.get();
    }

    private boolean more() throws IOException {
        if (in.hasRemaining()) {
            return true;
        }
        in.clear();
        int count = channel.read(in);
        in.flip();
        return count > 0;
    }
}
