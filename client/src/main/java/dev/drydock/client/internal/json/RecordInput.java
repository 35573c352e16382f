package dev.drydock.client.internal.json;

import dev.drydock.client.internal.http.WireException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * JSON text for a parser, of no more than a given size. In a stream of values the separators of RFC 7464 ({@code json-seq})
 * become the white space that they stand for; within a JSON string that byte can't occur.
 */
public final class RecordInput extends FilterInputStream {
    private static final byte SEPARATOR = 0x1e;

    private final long limit;
    private final boolean separators;
    private long left;

    /**
     * @param in what the engine sends
     * @param limit bytes until {@link #renew}
     * @param separators whether there may be some
     */
    public RecordInput(InputStream in, long limit, boolean separators) {
        super(in);
        this.separators = separators;
        this.limit = limit;
        this.left = limit;
    }

    /** The next record begins, more or less: the parser reads a bit ahead. */
    public void renew() {
        left = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        left -= Math.max(count, 0);
        if (left < 0) {
            throw new WireException("a JSON value is larger than " + limit / (1024 * 1024) + " MiB");
        }
        for (int i = offset; separators && i < offset + count; i++) {
            if (into[i] == SEPARATOR) {
                into[i] = ' ';
            }
        }
        return count;
    }
}
