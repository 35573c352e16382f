package dev.drydock.benchmarks;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A tar archive with one file, made as it is read: the disk isn't measured. */
final class TarSource extends InputStream {
    /** What the file is made of, over and over. */
    static final byte[] CONTENT = content();

    /** The end of an archive. */
    static final byte[] TAIL = new byte[1024];

    private final byte[] head;
    private final long end;
    private long at;

    /**
     * @param bytes of the file, a multiple of 64 KiB
     */
    TarSource(long bytes) {
        head = head(bytes);
        end = size(bytes);
    }

    /** @return bytes of the archive with a file of so many */
    static long size(long bytes) {
        if (bytes % CONTENT.length != 0) {
            throw new IllegalArgumentException("Not a multiple of " + CONTENT.length + ": " + bytes);
        }
        return 512 + bytes + TAIL.length;
    }

    /** @return the head of a file named {@code benchmark} */
    static byte[] head(long bytes) {
        byte[] head = new byte[512];
        put(head, 0, "benchmark");
        put(head, 100, "0000644\0");
        put(head, 108, "0000000\0");
        put(head, 116, "0000000\0");
        put(head, 124, String.format("%011o\0", bytes));
        put(head, 136, "00000000000\0");
        put(head, 148, "        ");
        put(head, 156, "0");
        put(head, 257, "ustar\00000");
        int sum = 0;
        for (byte b : head) {
            sum += b;
        }
        put(head, 148, String.format("%06o\0 ", sum));
        return head;
    }

    private static void put(byte[] head, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, head, at, bytes.length);
    }

    private static byte[] content() {
        byte[] content = new byte[64 * 1024];
        Arrays.fill(content, (byte) 'x');
        return content;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (at >= end) {
            return -1;
        }
        byte[] part;
        int from;
        if (at < head.length) {
            part = head;
            from = (int) at;
        } else if (at < end - TAIL.length) {
            part = CONTENT;
            from = (int) ((at - head.length) % CONTENT.length);
        } else {
            part = TAIL;
            from = (int) (at - (end - TAIL.length));
        }
        int count = Math.min(length, part.length - from);
        System.arraycopy(part, from, into, offset, count);
        at += count;
        return count;
    }
}
