package dev.drydock.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Brings a stream to a process in a container, on a thread of its own, while its output is read. */
public final class Feed implements AutoCloseable {
    private final Thread thread;
    private final Runnable giveUp;
    private final AtomicReference<@Nullable Throwable> unreadable = new AtomicReference<>();
    private volatile boolean stopped;

    /**
     * Begins at once.
     *
     * @param from read to its end, not closed
     * @param to closed at the end
     * @param giveUp called when {@code from} can't be read
     */
    public Feed(InputStream from, OutputStream to, Runnable giveUp) {
        this.giveUp = giveUp;
        this.thread = new Thread(() -> copy(from, to), "drydock-stdin");
        thread.setDaemon(true);
        thread.start();
    }

    private void copy(InputStream from, OutputStream to) {
        byte[] buffer = new byte[16 * 1024];
        while (true) {
            int count;
            try {
                count = from.read(buffer);
            } catch (IOException | RuntimeException | Error e) {
                if (!stopped) {
                    unreadable.set(e);
                    giveUp.run();
                }
                return;
            }
            try {
                if (count < 0) {
                    to.close();
                    return;
                }
                to.write(buffer, 0, count);
            } catch (IOException e) {
                // The process has ended, or doesn't read any more, as "head" does: its output and exit code tell.
                return;
            }
        }
    }

    /** @return why the stream couldn't be read to its end, or {@code null} */
    public @Nullable Throwable unreadable() {
        return unreadable.get();
    }

    /** Ends it, also where it waits for more to bring. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }
}
