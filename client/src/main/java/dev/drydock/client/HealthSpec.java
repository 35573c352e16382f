package dev.drydock.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an engine is to find out whether a container is healthy. What is {@code null} is as the image says, else as the engine
 * does it: a probe each 30 s, that may take 30 s, and three failures.
 *
 * <pre>{@code
 * HealthSpec.shell("pg_isready -U postgres").withInterval(Duration.ofMillis(250)).withRetries(20);
 * }</pre>
 *
 * @param test {@code [CMD, argument…]}, {@code [CMD-SHELL, command line]} or {@code [NONE]}; empty means the image's own
 * @param interval between two probes, 1 ms at least
 * @param timeout of a probe, 1 ms at least
 * @param startPeriod in which failures don't count
 * @param startInterval between two probes in that period; needs API 1.44
 * @param retries failures in a row that make it unhealthy
 */
public record HealthSpec(
        List<String> test,
        @Nullable Duration interval,
        @Nullable Duration timeout,
        @Nullable Duration startPeriod,
        @Nullable Duration startInterval,
        @Nullable Integer retries) {
    /** No health check, whatever the image says. */
    public static final HealthSpec NONE = new HealthSpec(List.of("NONE"), null, null, null, null, null);

    /** The image's own test, to be given other times. */
    public static final HealthSpec OF_IMAGE = new HealthSpec(List.of(), null, null, null, null, null);

    /** Refuses negative times. */
    public HealthSpec {
        test = List.copyOf(test);
        for (Duration each : new @Nullable Duration[] {interval, timeout, startPeriod, startInterval}) {
            if (each != null && each.isNegative()) {
                throw new IllegalArgumentException("A health check can't have a negative time: " + each);
            }
        }
        if (retries != null && retries < 0) {
            throw new IllegalArgumentException("A health check can't have " + retries + " retries.");
        }
    }

    /**
     * @param commandLine for a shell in the container
     * @return a check that runs it; 0 is healthy
     */
    public static HealthSpec shell(String commandLine) {
        return new HealthSpec(List.of("CMD-SHELL", commandLine), null, null, null, null, null);
    }

    /**
     * @param command the program and its arguments
     * @return a check that runs it without a shell; 0 is healthy
     */
    public static HealthSpec command(String... command) {
        List<String> test = new ArrayList<>(List.of("CMD"));
        test.addAll(List.of(command));
        return new HealthSpec(test, null, null, null, null, null);
    }

    /**
     * @param between two probes
     * @return the same with this interval
     */
    public HealthSpec withInterval(Duration between) {
        return new HealthSpec(test, between, timeout, startPeriod, startInterval, retries);
    }

    /**
     * @param most that a probe may take
     * @return the same with this limit
     */
    public HealthSpec withTimeout(Duration most) {
        return new HealthSpec(test, interval, most, startPeriod, startInterval, retries);
    }

    /**
     * @param period in which failures don't count
     * @return the same with this period
     */
    public HealthSpec withStartPeriod(Duration period) {
        return new HealthSpec(test, interval, timeout, period, startInterval, retries);
    }

    /**
     * @param between two probes in the start period; needs API 1.44
     * @return the same with this interval
     */
    public HealthSpec withStartInterval(Duration between) {
        return new HealthSpec(test, interval, timeout, startPeriod, between, retries);
    }

    /**
     * @param failures in a row that make it unhealthy
     * @return the same with this number
     */
    public HealthSpec withRetries(int failures) {
        return new HealthSpec(test, interval, timeout, startPeriod, startInterval, failures);
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        if (!test.isEmpty()) {
            body.put("Test", test);
        }
        put(body, "Interval", interval);
        put(body, "Timeout", timeout);
        put(body, "StartPeriod", startPeriod);
        put(body, "StartInterval", startInterval);
        if (retries != null) {
            body.put("Retries", retries);
        }
        return body;
    }

    private static void put(Map<String, Object> body, String key, @Nullable Duration time) {
        if (time != null) {
            body.put(key, time.toNanos());
        }
    }

    /** Words of the command are only counted: a password may be among them. */
    @Override
    public String toString() {
        return "HealthSpec[test=" + test.size() + " words, interval=" + interval + ", timeout=" + timeout
                + ", startPeriod=" + startPeriod + ", startInterval=" + startInterval + ", retries=" + retries + "]";
    }
}
