package dev.drydock.client.internal.stream;

import dev.drydock.client.internal.http.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes a container's output apart: a byte for the source, three zero bytes, four for the length, then the payload.
 * Of a terminal there are no frames, only bytes; which of the two it is, the caller knows, since bytes don't tell.
 */
public final class Frames {
    /** No engine sends frames of more than some 16 KiB; one of gigabytes is an attack or garbage. */
    private static final int LARGEST = 64 * 1024 * 1024;

    private final InputStream in;
    private final boolean raw;

    /**
     * @param in what the engine sends
     * @param raw whether it is a terminal's output
     */
    public Frames(InputStream in, boolean raw) {
        this.in = in;
        this.raw = raw;
    }

    /**
     * A piece of output.
     *
     * @param source 1 for stdout, 2 for stderr
     * @param payload its own array
     */
    @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
    public record Frame(int source, byte[] payload) {}

    /**
     * @return the next piece, or {@code null} at the end
     * @throws IOException when the stream is broken, ends in a frame, or the engine reports an error in it
     */
    public @Nullable Frame next() throws IOException {
        return raw ? nextRaw() : nextFramed();
    }

    private @Nullable Frame nextRaw() throws IOException {
        byte[] buffer = new byte[8 * 1024];
        int count = in.read(buffer);
        return count < 0 ? null : new Frame(1, java.util.Arrays.copyOf(buffer, count));
    }

    private @Nullable Frame nextFramed() throws IOException {
        byte[] head = in.readNBytes(8);
        if (head.length == 0) {
            return null;
        }
        if (head.length < 8) {
            throw new WireException("the output ended in the middle of a frame");
        }
        int source = head[0];
        long length =
                Integer.toUnsignedLong(java.nio.ByteBuffer.wrap(head, 4, 4).getInt());
        if (source < 0 || source > 3 || (head[1] | head[2] | head[3]) != 0 || length > LARGEST) {
            throw new WireException("the output isn't made of frames");
        }
        byte[] payload = in.readNBytes((int) length);
        if (payload.length < length) {
            throw new WireException("the output ended in the middle of a frame");
        }
        if (source == 3) {
            throw new WireException(
                    "the engine reports an error: " + new String(payload, StandardCharsets.UTF_8).strip());
        }
        return new Frame(Math.max(source, 1), payload);
    }
}
