package dev.drydock.client.internal.transport;

import java.io.IOException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Writes without end, on a thread of its own. */
final class Flood {
    private final AtomicLong sent = new AtomicLong();
    private final FutureTask<IOException> task;

    Flood(Connection connection) {
        task = new FutureTask<>(() -> {
            byte[] bytes = new byte[64 * 1024];
            try {
                while (true) {
                    connection.out().write(bytes);
                    sent.addAndGet(bytes.length);
                }
            } catch (IOException e) {
                return e;
            }
        });
        Thread thread = new Thread(task, "flood");
        thread.setDaemon(true);
        thread.start();
    }

    long sent() {
        return sent.get();
    }

    /** Waits until nothing more fits into the buffers of the system. */
    void awaitBlocked() throws InterruptedException {
        long before;
        do {
            before = sent.get();
            Thread.sleep(30);
        } while (sent.get() == 0 || sent.get() != before);
    }

    /** Gives why it ended; waits for it. */
    IOException failure() throws Exception {
        return task.get(20, TimeUnit.SECONDS);
    }
}
