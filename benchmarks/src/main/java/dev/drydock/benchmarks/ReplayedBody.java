package dev.drydock.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A chunked body of one piece over and over, as dockerd writes it: each frame of a log is a chunk, an archive comes in
 * chunks of 32 KiB. Many chunks go into one write, other than dockerd's, so that the server isn't what is measured.
 */
final class ReplayedBody {
    private static final int WRITE = 256 * 1024;
    private static final int ARCHIVE_CHUNK = 32 * 1024;

    private final ByteBuffer first;
    private final ByteBuffer block;
    private final long blocks;
    private final ByteBuffer last;

    private ReplayedBody(byte[] first, byte[] chunk, long chunks, byte[] last) {
        int together = Math.max(1, WRITE / chunk.length);
        this.first = direct(first, 1);
        this.block = direct(chunk, together);
        this.blocks = chunks / together;
        byte[] rest = new byte[(int) (chunks % together) * chunk.length + last.length];
        for (int at = 0; at < rest.length - last.length; at += chunk.length) {
            System.arraycopy(chunk, 0, rest, at, chunk.length);
        }
        System.arraycopy(last, 0, rest, rest.length - last.length, last.length);
        this.last = direct(rest, 1);
    }

    private static ByteBuffer direct(byte[] bytes, int times) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length * times);
        for (int i = 0; i < times; i++) {
            buffer.put(bytes);
        }
        return buffer.flip();
    }

    /**
     * @param bytes of output
     * @param line bytes of each frame but the last, which is shorter if need be
     */
    static ReplayedBody logs(long bytes, int line) {
        byte[] tail = bytes % line == 0 ? new byte[0] : chunk(frame((int) (bytes % line)));
        return new ReplayedBody(new byte[0], chunk(frame(line)), bytes / line, concat(tail, chunk(new byte[0])));
    }

    /**
     * @param bytes of the file in the archive, a multiple of 64 KiB
     */
    static ReplayedBody archive(long bytes) {
        byte[] content = chunk(Arrays.copyOf(TarSource.CONTENT, ARCHIVE_CHUNK));
        return new ReplayedBody(
                chunk(TarSource.head(bytes)),
                content,
                bytes / ARCHIVE_CHUNK,
                concat(chunk(TarSource.TAIL), chunk(new byte[0])));
    }

    private static byte[] frame(int line) {
        byte[] frame = new byte[8 + line];
        Arrays.fill(frame, 8, frame.length, (byte) 'x');
        frame[frame.length - 1] = '\n';
        ByteBuffer.wrap(frame).put(0, (byte) 1).putInt(4, line);
        return frame;
    }

    private static byte[] chunk(byte[] bytes) {
        byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return concat(concat(size, bytes), new byte[] {'\r', '\n'});
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    void writeTo(WritableByteChannel out) throws IOException {
        write(first, out);
        for (long i = 0; i < blocks; i++) {
            write(block, out);
        }
        write(last, out);
    }

    private static void write(ByteBuffer bytes, WritableByteChannel out) throws IOException {
        ByteBuffer left = bytes.duplicate();
        while (left.hasRemaining()) {
            out.write(left);
        }
    }
}
