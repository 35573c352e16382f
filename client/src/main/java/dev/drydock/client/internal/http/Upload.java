package dev.drydock.client.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way to the engine, on a thread of its own, so that the response can be read meanwhile: an engine that
 * answers in the middle of an upload, and blocks until it is read, would otherwise never end.
 */
final class Upload implements Runnable {
    private static final int FRONT = 16;
    private static final int PIECE = 128 * 1024;
    private static final byte[] END_OF_LINE = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

    private final HttpConnection to;
    private final byte[] head;
    private final InputStream body;
    private final boolean chunked;
    private final Patience patience;
    private final Thread thread;
    private final boolean closes;
    private volatile @Nullable IOException failure;
    private volatile boolean done;
    private volatile boolean stopped;

    /**
     * @param to the connection
     * @param head of the request, to go first; it may be long, and the engine may not take it
     * @param body read to its end
     * @param closes whether to close it then, or when it can't be sent any more
     * @param chunked whether its length wasn't said in the head
     * @param patience of the call
     */
    Upload(HttpConnection to, byte[] head, InputStream body, boolean closes, boolean chunked, Patience patience) {
        this.to = to;
        this.head = head;
        this.body = body;
        this.closes = closes;
        this.chunked = chunked;
        this.patience = patience;
        this.thread = new Thread(this, "drydock-upload");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        try {
            copy();
            patience.sent();
            done = true;
        } catch (IOException e) {
            // The response says more than our broken pipe, if there is one.
            failure = e;
            patience.sent();
        } finally {
            if (closes) {
                closeBody();
            }
        }
    }

    /** Here, on the thread that reads it: closed from another one, it could pass for read to its end. */
    private void closeBody() {
        try {
            body.close();
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            }
        }
    }

    private void copy() throws IOException {
        // Size and end of a chunk are put around it, so that all goes out at once.
        byte[] buffer = new byte[FRONT + PIECE + END_OF_LINE.length];
        OutputStream out = to.connection.out();
        if (head.length > 0) {
            patience.sending();
            out.write(head);
        }
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
            if (count > 0) {
                patience.sending();
                int from = chunked ? frame(buffer, count) : FRONT;
                out.write(buffer, from, FRONT + count + (chunked ? END_OF_LINE.length : 0) - from);
            }
        }
        patience.sending();
        if (chunked) {
            out.write(LAST_CHUNK);
        }
        out.flush();
    }

    private static int frame(byte[] buffer, int count) {
        byte[] size = (Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, buffer, FRONT - size.length, size.length);
        System.arraycopy(END_OF_LINE, 0, buffer, FRONT + count, END_OF_LINE.length);
        return FRONT - size.length;
    }

    private int read(byte[] buffer) throws IOException {
        patience.gathering();
        try {
            return body.read(buffer, FRONT, PIECE);
        } catch (IOException | RuntimeException | Error e) {
            IOException unreadable = new IOException("the bytes to send couldn't be read: " + e, e);
            if (!stopped) {
                failure = unreadable;
                // Without the closing chunk the engine must not take what it has for the whole.
                to.close();
            }
            throw unreadable;
        }
    }

    /** @return why it came to no end, or {@code null} */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** @return whether all of it is out */
    boolean isDone() {
        return done;
    }

    /** Ends it, also where it waits for more to send. The connection is closed before. */
    void stop() {
        stopped = true;
        thread.interrupt();
    }
}
