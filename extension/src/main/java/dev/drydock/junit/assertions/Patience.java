package dev.drydock.junit.assertions;

import dev.drydock.junit.RunningContainer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Tries an assertion until it holds, its time is over, or the container has ended. */
final class Patience {
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final RunningContainer container;
    private final Duration time;
    private volatile boolean ended;

    Patience(RunningContainer container, Duration time) {
        this.container = container;
        this.time = time;
    }

    /** Whether the container's end was the end of the waiting. */
    boolean hasEnded() {
        return ended;
    }

    /**
     * @param alive whether there is no hope when the container has ended
     * @return what was the matter at last, {@code null} when it holds
     */
    @Nullable
    String problem(boolean alive, Supplier<@Nullable String> problem) {
        AtomicReference<@Nullable String> last = new AtomicReference<>("");
        try {
            Awaiting.until(time, () -> {
                // Asked for before: what it did last still counts.
                boolean over = alive && !container.isRunning();
                last.set(problem.get());
                ended = over && last.get() != null;
                return last.get() == null || over;
            });
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "eventually() and within(…) need Awaitility: add org.awaitility:awaitility to the tests' class path.",
                    e);
        }
        return last.get();
    }

    /** All that needs Awaitility, so that its lack is noticed here. */
    private static final class Awaiting {
        static void until(Duration time, java.util.concurrent.Callable<Boolean> holds) {
            try {
                Awaitility.await()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(INTERVAL)
                        .atMost(time)
                        .until(holds);
            } catch (ConditionTimeoutException e) {
                // Told by the one who waits.
            }
        }
    }
}
