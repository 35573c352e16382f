package dev.drydock.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive connection of the JDK's, and the least of HTTP that finds the end of an answer: status, Content-Length,
 * chunks. What comes is counted and forgotten.
 */
final class BareSocket implements AutoCloseable {
    private final SocketChannel channel;
    private final ByteBuffer in;
    private @Nullable ByteArrayOutputStream record;

    /**
     * @param address as {@code DOCKER_HOST} has it
     * @param buffer used for one socket at a time
     */
    BareSocket(String address, ByteBuffer buffer) throws IOException {
        in = buffer.clear().flip();
        if (address.startsWith("unix://")) {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(address.substring(7)));
        } else if (address.startsWith("tcp://")) {
            int colon = address.lastIndexOf(':');
            channel = SocketChannel.open(
                    new InetSocketAddress(address.substring(6, colon), Integer.parseInt(address.substring(colon + 1))));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } else {
            throw new IllegalArgumentException("Neither unix:// nor tcp://: '" + address + "'");
        }
    }

    static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(256 * 1024);
    }

    /** A request without a body. */
    static ByteBuffer get(String target) {
        return bytes("GET " + target + " HTTP/1.1\r\nHost: docker\r\n\r\n");
    }

    static ByteBuffer bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /**
     * @param bytes from position 0; may be sent again
     */
    void write(ByteBuffer bytes) throws IOException {
        bytes.rewind();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** @return the answer as it came, head and all */
    byte[] record(ByteBuffer request) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        record = all;
        write(request);
        answer();
        record = null;
        return all.toByteArray();
    }

    /** @return bytes of the body */
    long call(ByteBuffer request) throws IOException {
        write(request);
        return answer();
    }

    /**
     * Reads an answer to its end.
     *
     * @return bytes of the body
     */
    long answer() throws IOException {
        String head = head();
        if (!head.startsWith("http/1.1 200")) {
            throw new IOException("Not a success: " + head.lines().findFirst().orElse(""));
        }
        if (head.contains("\r\ntransfer-encoding: chunked")) {
            return chunks();
        }
        int at = head.indexOf("\r\ncontent-length: ");
        if (at < 0) {
            throw new IOException("An answer whose end can't be told: " + head);
        }
        long length = Long.parseLong(head.substring(at + 18, head.indexOf('\r', at + 18)));
        skip(length);
        return length;
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder(512);
        int matched = 0;
        while (matched < 4) {
            int c = next();
            head.append((char) c);
            matched = c == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : c == '\r' ? 1 : 0;
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    private long chunks() throws IOException {
        long total = 0;
        while (true) {
            long size = 0;
            for (int c = next(); c != '\r'; c = next()) {
                size = size * 16 + Character.digit(c, 16);
            }
            skip(1);
            skip(size + 2);
            if (size == 0) {
                return total;
            }
            total += size;
        }
    }

    private void skip(long count) throws IOException {
        long left = count;
        while (left > in.remaining()) {
            left -= in.remaining();
            fill();
        }
        in.position(in.position() + (int) left);
    }

    private int next() throws IOException {
        if (!in.hasRemaining()) {
            fill();
        }
        return in.get();
    }

    private void fill() throws IOException {
        in.clear();
        int count = channel.read(in);
        in.flip();
        if (count < 0) {
            throw new EOFException("The engine closed the connection");
        }
        ByteArrayOutputStream copy = record;
        if (copy != null) {
            byte[] bytes = new byte[in.remaining()];
            in.get(0, bytes);
            copy.writeBytes(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
