package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.session.Rethrow;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits at the end of a scope, which an interrupt must not leave half done: it is passed on afterwards. */
final class Uninterrupted {
    private Uninterrupted() {}

    static <T> T get(CompletableFuture<T> future, Duration limit, T whenTooLong) {
        boolean interrupted = false;
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    return future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    return whenTooLong;
                } catch (ExecutionException e) {
                    throw Rethrow.causeOf(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
