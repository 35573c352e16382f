package dev.drydock.client.internal.stream;

import dev.drydock.client.internal.http.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes a container's output apart: a byte for the source, three zero bytes, four for the length, then the payload.
 * Of a terminal there are no frames, only bytes; which of the two it is, the caller knows, since bytes don't tell.
 */
public final class Frames {
    /** No engine sends frames of more than some 16 KiB; one of gigabytes is an attack or garbage. */
    private static final int LARGEST = 64 * 1024 * 1024;
    /** Up to here a frame's word on its length is taken before its bytes are there. */
    private static final int TRUSTED = 1024 * 1024;

    private static final int HEAD = 8;
    private static final int LARGE = 4 * 1024;

    private final InputStream in;
    private final boolean raw;
    private final boolean breaks;
    private final byte[] buffer;
    private int source = 1;
    private boolean large;
    private int at;
    private int end;

    /**
     * @param in what the engine sends
     * @param raw whether it is a terminal's output
     * @param breaks whether a line break may follow a frame that doesn't count it
     */
    public Frames(InputStream in, boolean raw, boolean breaks) {
        this.in = in;
        this.raw = raw;
        this.breaks = breaks;
        this.buffer = new byte[32 * 1024];
    }

    /**
     * @return the next piece, in its own array, or {@code null} at the end
     * @throws IOException when the stream is broken, ends in a frame, or the engine reports an error in it
     */
    public byte @Nullable [] next() throws IOException {
        return raw ? nextRaw() : nextFramed();
    }

    /** @return where the last piece was written to: 1 for stdout, 2 for stderr */
    public int source() {
        return source;
    }

    private byte @Nullable [] nextRaw() throws IOException {
        int count = in.read(buffer);
        return count < 0 ? null : Arrays.copyOf(buffer, count);
    }

    private byte @Nullable [] nextFramed() throws IOException {
        if (breaks && fillTo(1) && buffer[at] == '\n') {
            // No frame begins with this byte. It belongs to the one before.
            at++;
            return new byte[] {'\n'};
        }
        if (!fillTo(HEAD)) {
            if (at == end) {
                return null;
            }
            throw new WireException("the output ended in the middle of a frame");
        }
        int kind = buffer[at];
        long length = ((buffer[at + 4] & 0xffL) << 24)
                | ((buffer[at + 5] & 0xff) << 16)
                | ((buffer[at + 6] & 0xff) << 8)
                | (buffer[at + 7] & 0xff);
        boolean zeros = (buffer[at + 1] | buffer[at + 2] | buffer[at + 3]) == 0;
        if (kind < 0 || kind > 3 || !zeros || length > LARGEST) {
            throw new WireException("the output isn't made of frames");
        }
        at += HEAD;
        // Of large ones only the head goes through the buffer.
        large = length >= LARGE;
        byte[] payload = payload((int) length);
        if (kind == 3) {
            throw new ReportedException(new String(payload, StandardCharsets.UTF_8).strip());
        }
        source = Math.max(kind, 1);
        return payload;
    }

    /** Reads until that many bytes are in the buffer; false when the end comes before. */
    private boolean fillTo(int count) throws IOException {
        if (end - at >= count) {
            return true;
        }
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        while (end < count) {
            int read = in.read(buffer, end, (large ? count : buffer.length) - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    private byte[] payload(int length) throws IOException {
        int here = Math.min(length, end - at);
        if (here == length) {
            at += length;
            return Arrays.copyOfRange(buffer, at - length, at);
        }
        byte[] payload = new byte[Math.min(length, TRUSTED)];
        System.arraycopy(buffer, at, payload, 0, here);
        at = end;
        int got = here + in.readNBytes(payload, here, payload.length - here);
        while (got == payload.length && got < length) {
            payload = Arrays.copyOf(payload, (int) Math.min(length, 2L * got));
            got += in.readNBytes(payload, got, payload.length - got);
        }
        if (got < length) {
            throw new WireException("the output ended in the middle of a frame");
        }
        return payload;
    }
}
