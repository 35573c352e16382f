package dev.drydock.client.internal.stream;

import java.io.IOException;
import java.io.InputStream;

/** The payloads of frames, one after the other. */
public final class FrameInput extends InputStream {
    private final Frames frames;
    private byte[] payload = {};
    private int at;
    private boolean ended;

    /** @param frames read by nobody else */
    public FrameInput(Frames frames) {
        this.frames = frames;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == payload.length && !ended) {
            byte[] next = frames.next();
            ended = next == null;
            payload = next == null ? new byte[0] : next;
            at = 0;
        }
        if (ended) {
            return -1;
        }
        int count = Math.min(length, payload.length - at);
        System.arraycopy(payload, at, into, offset, count);
        at += count;
        return count;
    }

    @Override
    public int available() {
        return payload.length - at;
    }
}
