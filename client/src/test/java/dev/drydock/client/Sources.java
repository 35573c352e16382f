package dev.drydock.client;

import java.io.IOException;
import java.io.InputStream;

/** Streams to upload that no file is like. */
final class Sources {
    private Sources() {}

    @FunctionalInterface
    interface Read {
        int bytes(byte[] into, int offset, int length) throws IOException;
    }

    /** A stream each of whose reads goes like this. */
    static InputStream of(Read read) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return read.bytes(into, offset, length);
            }
        };
    }

    /** Zeros without end. */
    static InputStream endless() {
        return of((into, offset, length) -> length);
    }

    /** Fails at the first read. */
    static InputStream failing(String message) {
        return of((into, offset, length) -> {
            throw new IOException(message);
        });
    }
}
