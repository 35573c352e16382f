package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an engine finds out whether a container is healthy.
 *
 * @param test {@code [CMD, argument…]}, {@code [CMD-SHELL, command line]} or {@code [NONE]}; empty means the image's own
 * @param interval between two probes, in nanoseconds; 0 means the engine's default of 30 s
 * @param timeout of a probe, in nanoseconds; 0 means the engine's default of 30 s
 * @param startPeriod in which failures don't count, in nanoseconds
 * @param startInterval between two probes in that period, in nanoseconds; 0 means the engine's default of 5 s
 * @param retries failures in a row that make it unhealthy; 0 means the engine's default of 3
 * @param more what else came
 */
public record Healthcheck(
        List<String> test,
        long interval,
        long timeout,
        long startPeriod,
        long startInterval,
        long retries,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public Healthcheck {
        test = Values.orEmpty(test);
        more = Values.others(more);
    }

    /** Words of the command are only counted: a password may be among them. */
    @Override
    public String toString() {
        return "Healthcheck[test=" + test.size() + " words, interval=" + interval + ", timeout=" + timeout
                + ", startPeriod=" + startPeriod + ", startInterval=" + startInterval + ", retries=" + retries
                + ", more=" + more + "]";
    }
}
