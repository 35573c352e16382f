package dev.drydock.client;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the containers of a service are replaced. What is {@code null} is left to the engine.
 *
 * @param parallelism how many at a time, 0 for all at once
 * @param delay between one and the next
 * @param monitor how long after its start the failure of a container counts; the engine's default is 5 s
 * @param maxFailureRatio which part may fail, from 0 to 1
 * @param onFailure what to do when more fail
 * @param startFirst whether the new container is started before the old one is stopped
 */
public record Rollout(
        long parallelism,
        @Nullable Duration delay,
        @Nullable Duration monitor,
        @Nullable Double maxFailureRatio,
        @Nullable OnFailure onFailure,
        @Nullable Boolean startFirst) {
    /** One after the other, and all else as the engine does it by itself. */
    public static final Rollout DEFAULT = new Rollout(1, null, null, null, null, null);

    /** What to do when too many containers fail. */
    public enum OnFailure {
        /** Stop there. */
        PAUSE,
        /** Go on. */
        CONTINUE,
        /** Go back to what was before; not for a rollback itself. */
        ROLLBACK
    }

    /**
     * @param count another {@link #parallelism}
     * @return as this otherwise
     */
    public Rollout withParallelism(long count) {
        return new Rollout(count, delay, monitor, maxFailureRatio, onFailure, startFirst);
    }

    /**
     * @param pause another {@link #delay}
     * @return as this otherwise
     */
    public Rollout withDelay(Duration pause) {
        return new Rollout(parallelism, pause, monitor, maxFailureRatio, onFailure, startFirst);
    }

    /**
     * @param span another {@link #monitor}
     * @return as this otherwise
     */
    public Rollout withMonitor(Duration span) {
        return new Rollout(parallelism, delay, span, maxFailureRatio, onFailure, startFirst);
    }

    /**
     * @param ratio another {@link #maxFailureRatio}
     * @return as this otherwise
     */
    public Rollout withMaxFailureRatio(double ratio) {
        return new Rollout(parallelism, delay, monitor, ratio, onFailure, startFirst);
    }

    /**
     * @param action another {@link #onFailure}
     * @return as this otherwise
     */
    public Rollout withOnFailure(OnFailure action) {
        return new Rollout(parallelism, delay, monitor, maxFailureRatio, action, startFirst);
    }

    /**
     * @param first another {@link #startFirst}
     * @return as this otherwise
     */
    public Rollout withStartFirst(boolean first) {
        return new Rollout(parallelism, delay, monitor, maxFailureRatio, onFailure, first);
    }

    Map<String, Object> body() {
        OptionTree body = new OptionTree();
        // Always said: what isn't there the engine takes for 0, which is all at once.
        body.put("Parallelism", parallelism);
        body.putIfSet("Delay", delay == null ? null : delay.toNanos());
        body.putIfSet("Monitor", monitor == null ? null : monitor.toNanos());
        body.putIfSet("MaxFailureRatio", maxFailureRatio);
        if (onFailure != null) {
            body.put(
                    "FailureAction",
                    switch (onFailure) {
                        case PAUSE -> "pause";
                        case CONTINUE -> "continue";
                        case ROLLBACK -> "rollback";
                    });
        }
        if (startFirst != null) {
            body.put("Order", startFirst ? "start-first" : "stop-first");
        }
        return body.copy();
    }
}
