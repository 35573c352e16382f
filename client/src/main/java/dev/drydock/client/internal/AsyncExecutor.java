package dev.drydock.client.internal;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs asynchronous calls, each on a thread of its own, so that no number of silent streams keeps another call waiting.
 * The threads are virtual where the JVM has them; otherwise they are kept for a moment for the next call.
 */
public final class AsyncExecutor implements Executor, AutoCloseable {
    private @Nullable ExecutorService threads;
    private boolean closed;

    @Override
    public void execute(Runnable task) {
        ExecutorService known = threads();
        try {
            if (known != null) {
                known.execute(task);
                return;
            }
        } catch (RejectedExecutionException e) {
            // Closed just now.
        }
        // What depends on a call that the close has ended is to hear of it all the same.
        thread(task).start();
    }

    private synchronized @Nullable ExecutorService threads() {
        if (threads == null && !closed) {
            threads = made();
        }
        return closed ? null : threads;
    }

    private static ExecutorService made() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException e) {
            return new ThreadPoolExecutor(
                    0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), AsyncExecutor::thread);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The JVM has virtual threads, but doesn't give them", e);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "drydock-async");
        thread.setDaemon(true);
        return thread;
    }

    /** Keeps no more threads; what runs, runs on. Its connections are closed before. */
    @Override
    public synchronized void close() {
        closed = true;
        if (threads != null) {
            threads.shutdown();
        }
    }
}
