package dev.drydock.client.internal.http;

import dev.drydock.client.internal.transport.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one buffer between a socket and all who read from it: head, body, and what follows a hijack. That way no byte
 * that arrived together with the head can get lost.
 */
final class WireInput extends InputStream {
    private static final int CHUNK_LINE = 8 * 1024;
    private static final int FIRST = 8 * 1024;

    private final Connection connection;
    private final InputStream source;
    private final int largest;
    private byte[] buffer;
    private int at;
    private int end;
    private Patience patience = Patience.unlimited();
    private long timeout;
    private boolean touched;

    /** @param largest bytes that the buffer may grow to, when much comes at once */
    WireInput(Connection connection, int largest) {
        this.largest = largest;
        this.buffer = new byte[Math.min(largest, FIRST)];
        this.connection = connection;
        this.source = connection.in();
    }

    /** From now on, this is how long may be waited. */
    void patience(Patience of) {
        patience = of;
        touched = false;
    }

    /** Gives whether anything came since {@link #patience}. */
    boolean isTouched() {
        return touched;
    }

    /** Gives how many bytes are here that nobody has read. */
    int buffered() {
        return end - at;
    }

    /**
     * Takes the end of one chunk and the plain beginning of another one, not the last, if both are here already: that
     * neither waits nor fails.
     *
     * @return the size of the next chunk, or -1 when it isn't so; then nothing was taken
     */
    int nextChunkSize() {
        int i = at + 2;
        if (end - at < 5 || buffer[at] != '\r' || buffer[at + 1] != '\n') {
            return -1;
        }
        int size = 0;
        int last = Math.min(end, i + 7);
        for (int digit = hex(buffer[i]); digit >= 0 && i < last; digit = i < last ? hex(buffer[i]) : -1) {
            size = size << 4 | digit;
            i++;
        }
        if (size == 0 || i + 1 >= end || buffer[i] != '\r' || buffer[i + 1] != '\n') {
            return -1;
        }
        at = i + 2;
        return size;
    }

    private static int hex(byte digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        int letter = digit | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** Gives what is here already, at most this many bytes. */
    int take(byte[] into, int offset, int length) {
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, into, offset, count);
        at += count;
        return count;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        // A large read with nothing buffered goes to the socket directly.
        if (at == end && length >= buffer.length) {
            return receive(into, offset, length);
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, into, offset, count);
        at += count;
        return count;
    }

    @Override
    public int available() throws IOException {
        return end - at + source.available();
    }

    /**
     * Reads a line that ends in CR LF, or in LF alone.
     *
     * @param limit bytes that the line may have
     * @return the line without its end, or {@code null} when the input ended before its first byte
     */
    @Nullable
    String line(int limit) throws IOException {
        if (!fill()) {
            return null;
        }
        StringBuilder begun = new StringBuilder(0);
        while (true) {
            for (int i = at; i < end; i++) {
                if (buffer[i] == '\n') {
                    String rest = text(i, limit - begun.length());
                    String line =
                            begun.length() == 0 ? rest : begun.append(rest).toString();
                    at = i + 1;
                    int last = line.length() - 1;
                    return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line;
                }
            }
            begun.append(text(end, limit - begun.length()));
            at = end;
            if (!fill()) {
                throw new WireException("the connection ended in the middle of a line");
            }
        }
    }

    private String text(int to, int limit) throws WireException {
        if (to - at > limit) {
            throw new WireException("a line, or all lines of the head together, are longer than allowed");
        }
        return new String(buffer, at, to - at, StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads the line before a chunk: its size in hexadecimal digits, then perhaps white space and extensions.
     *
     * @return the size, at most 62 bits
     */
    long chunkSize() throws IOException {
        long size = 0;
        int next = lineByte(0);
        int seen = 0;
        for (int digit = Character.digit(next, 16); digit >= 0; digit = Character.digit(next, 16)) {
            if (size >> 58 != 0) {
                throw new WireException("a chunk's size makes no sense");
            }
            size = size << 4 | digit;
            next = lineByte(++seen);
        }
        boolean sized = seen > 0;
        while (next == ' ' || next == '\t') {
            next = lineByte(++seen);
        }
        if (!sized || (next != ';' && next != '\r' && next != '\n')) {
            throw new WireException("a chunk's size makes no sense");
        }
        while (next != '\n') {
            next = lineByte(++seen);
        }
        return size;
    }

    private int lineByte(int index) throws IOException {
        int next = read();
        if (next < 0) {
            throw new WireException("the answer ended before its last chunk");
        }
        if (index > CHUNK_LINE) {
            throw new WireException("the line before a chunk is longer than allowed");
        }
        return next;
    }

    /** Reads the end of line after a chunk. */
    void chunkEnd() throws IOException {
        int next = read();
        if (next == '\r') {
            next = read();
        }
        if (next < 0) {
            throw new WireException("the answer ended before its last chunk");
        }
        if (next != '\n') {
            throw new WireException("a chunk is longer than it said");
        }
    }

    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        if (end == buffer.length && buffer.length < largest) {
            // The last time there was more than it holds.
            buffer = new byte[(int) Math.min(largest, 4L * buffer.length)];
        }
        int count = receive(buffer, 0, buffer.length);
        at = 0;
        end = Math.max(count, 0);
        return count > 0;
    }

    private int receive(byte[] into, int offset, int length) throws IOException {
        patience.reading();
        while (true) {
            limit(patience.left());
            try {
                int count = source.read(into, offset, length);
                touched |= count > 0;
                return count;
            } catch (SocketTimeoutException e) {
                // Whether a limit has run out, the next look at it says: an upload may have gone on meanwhile.
            } catch (IOException e) {
                // Whoever watches over the whole call closes the connection.
                throw patience.isOver() ? patience.over() : e;
            }
        }
    }

    private void limit(long nanos) throws IOException {
        // Most reads have no limit, or come with the same: then the socket needn't be told.
        if (nanos != timeout) {
            connection.readTimeout(Duration.ofNanos(nanos));
            timeout = nanos;
        }
    }
}
