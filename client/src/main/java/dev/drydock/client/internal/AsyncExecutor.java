package dev.drydock.client.internal;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
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
        threads().execute(task);
    }

    private synchronized ExecutorService threads() {
        if (closed) {
            throw new RejectedExecutionException("this client is closed");
        }
        if (threads == null) {
            threads = made();
        }
        return threads;
    }

    private static ExecutorService made() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException e) {
            return daemons();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The JVM has virtual threads, but doesn't give them", e);
        }
    }

    private static ExecutorService daemons() {
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, "drydock-async");
            thread.setDaemon(true);
            return thread;
        };
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /** Takes no more; what runs, runs on. Its connections are closed before. */
    @Override
    public synchronized void close() {
        closed = true;
        if (threads != null) {
            threads.shutdown();
        }
    }
}
