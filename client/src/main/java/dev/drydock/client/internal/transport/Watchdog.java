package dev.drydock.client.internal.transport;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does things later: closes connections of calls, and of handshakes, that take too long, and idle ones. One thread for all clients of the JVM,
 * which is there only while something is to be done.
 */
public final class Watchdog {
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private Watchdog() {}

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "drydock-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        timer.setKeepAliveTime(50, TimeUnit.MILLISECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /**
     * @param nanos from now
     * @param task quick, and throwing nothing
     * @return to be cancelled when it isn't needed any more
     */
    public static Future<?> after(long nanos, Runnable task) {
        return TIMER.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }
}
