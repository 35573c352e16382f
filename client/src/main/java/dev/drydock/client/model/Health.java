package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container's health check says.
 *
 * @param status {@code starting}, {@code healthy}, {@code unhealthy} or {@code none}
 * @param failingStreak how many probes in a row failed
 * @param log the latest probes, oldest first
 * @param more what else came
 */
public record Health(@Nullable String status, long failingStreak, List<Probe> log, Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public Health {
        log = Values.orEmpty(log);
        more = Values.others(more);
    }

    /**
     * One run of the health check's command.
     *
     * @param start when it began, in RFC 3339
     * @param end when it ended, in RFC 3339
     * @param exitCode 0 when the container is healthy
     * @param output what the command printed
     */
    public record Probe(
            @Nullable String start,
            @Nullable String end,
            long exitCode,
            @Nullable String output) {
        /** What the command printed is only counted: a password may be in it. */
        @Override
        public String toString() {
            return "Probe[start=" + start + ", end=" + end + ", exitCode=" + exitCode + ", output="
                    + (output == null ? 0 : output.length()) + " characters]";
        }
    }
}
