package dev.drydock.client.internal.json;

import dev.drydock.client.internal.http.WireException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * JSON text for a parser: of no more than a given size, and with the separators of RFC 7464 ({@code json-seq}) as the white
 * space that they stand for. Within a JSON string that byte can't occur.
 */
public final class RecordInput extends FilterInputStream {
    private static final byte SEPARATOR = 0x1e;

    private final long limit;
    private long left;

    /**
     * @param in what the engine sends
     * @param limit bytes until {@link #renew}
     */
    public RecordInput(InputStream in, long limit) {
        super(in);
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
        for (int i = offset; i < offset + count; i++) {
            if (into[i] == SEPARATOR) {
                into[i] = ' ';
            }
        }
        return count;
    }
}
