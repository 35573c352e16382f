package dev.drydock.client.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs asynchronous calls, each on a thread of its own, so that no number of silent streams keeps another call waiting. A
 * thread is kept for a moment for the next call.
 *
 * <p>The threads aren't virtual: for one of those, junixsocket waits on a thread of the common pool, of which there are as
 * many as processors, so that a few silent streams stop everything else.
 */
public final class AsyncExecutor implements Executor, AutoCloseable {
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), AsyncExecutor::thread);

    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            // Closed. What depends on a call that the close has ended is to hear of it all the same.
            thread(task).start();
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "drydock-async");
        thread.setDaemon(true);
        return thread;
    }

    /** Keeps no more threads; what runs, runs on. Its connections are closed before. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
