package dev.drydock.junit.internal.start;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells the listeners of a container that it is about to be stopped, and doesn't wait for ever for them. */
final class BeforeStop {
    /** What tells them. */
    @FunctionalInterface
    interface Hook {
        void tell() throws Exception;
    }

    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Logger LOG = System.getLogger("dev.drydock");

    private final ExecutorService threads;
    private final Duration limit;

    BeforeStop(ExecutorService threads, Duration limit) {
        this.threads = threads;
        this.limit = limit;
    }

    /**
     * Never throws: what goes wrong is a warning.
     *
     * @param shown how messages speak of the container
     */
    void tell(String shown, Hook hook) {
        Future<?> told = threads.submit(() -> {
            hook.tell();
            return null;
        });
        String what = "beforeStop of a listener of container " + shown;
        try {
            told.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            told.cancel(true);
            LOG.log(
                    Level.WARNING,
                    what + " hasn't returned after " + limit.toMillis() + " ms; the container is removed all the same");
        } catch (ExecutionException e) {
            LOG.log(
                    Level.WARNING,
                    what + " has failed; the container is removed all the same",
                    e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            told.cancel(true);
            Thread.currentThread().interrupt();
        }
    }
}
