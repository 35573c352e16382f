package dev.drydock.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to stop a container, or to restart it.
 *
 * @param grace how long it may take until it is killed, in whole seconds, rounded up; {@link #FOREVER} to never kill it;
 *     {@code null} for the container's own, which is 10 s where nothing else was said
 * @param signal such as {@code SIGINT}, which needs API 1.42; {@code null} for the container's own
 */
public record StopOptions(
        @Nullable Duration grace, @Nullable String signal) {
    /** The grace that means: never kill it. */
    public static final Duration FOREVER = Duration.ofSeconds(-1);

    /** As the container was created. */
    public static final StopOptions DEFAULT = new StopOptions(null, null);

    /** Refuses a negative grace other than {@link #FOREVER}. */
    public StopOptions {
        if (grace != null && grace.isNegative() && !grace.equals(FOREVER)) {
            throw new IllegalArgumentException("A grace period of " + grace + " can't be kept: it is negative."
                    + " Give zero or more, or StopOptions.FOREVER.");
        }
        if (signal != null && signal.isBlank()) {
            throw new IllegalArgumentException("The signal to stop a container with is blank.");
        }
    }

    /**
     * @param time how long it may take, or {@link #FOREVER}
     * @return the same, with it
     */
    public StopOptions withGrace(Duration time) {
        return new StopOptions(time, signal);
    }

    /**
     * @param name or number of a signal
     * @return the same, with it
     */
    public StopOptions withSignal(String name) {
        return new StopOptions(grace, name);
    }

    @Nullable
    Long seconds() {
        return grace == null ? null : (Long) (grace.getSeconds() + (grace.getNano() > 0 ? 1 : 0));
    }
}
