package dev.drydock.client.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The one buffer between a socket and all who read from it: head, body, and what follows a hijack. That way no byte
 * that arrived together with the head can get lost.
 */
final class WireInput extends InputStream {
    private final InputStream source;
    private final byte[] buffer = new byte[16 * 1024];
    private int at;
    private int end;

    WireInput(InputStream source) {
        this.source = source;
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
            return source.read(into, offset, length);
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
        StringBuilder line = new StringBuilder(64);
        while (true) {
            for (int i = at; i < end; i++) {
                if (buffer[i] == '\n') {
                    append(line, i, limit);
                    at = i + 1;
                    int last = line.length() - 1;
                    if (last >= 0 && line.charAt(last) == '\r') {
                        line.setLength(last);
                    }
                    return line.toString();
                }
            }
            append(line, end, limit);
            at = end;
            if (!fill()) {
                throw new WireException("the connection ended in the middle of a line");
            }
        }
    }

    private void append(StringBuilder line, int to, int limit) throws WireException {
        if (line.length() + to - at > limit) {
            throw new WireException("a line, or all lines of the head together, are longer than allowed");
        }
        line.append(new String(buffer, at, to - at, StandardCharsets.ISO_8859_1));
    }

    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        int count = source.read(buffer, 0, buffer.length);
        at = 0;
        end = Math.max(count, 0);
        return count > 0;
    }
}
