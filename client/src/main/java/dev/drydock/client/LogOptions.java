package dev.drydock.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a container's output to read.
 *
 * @param stdout what went to standard output
 * @param stderr what went to standard error
 * @param follow go on until the container ends
 * @param timestamps begin each line with its time, in RFC 3339
 * @param tail number of last lines to begin with; below 0 means all
 * @param since only what was written then or later, to the nanosecond; {@code null} for all
 * @param until only what was written before; {@code null} for no end
 */
public record LogOptions(
        boolean stdout,
        boolean stderr,
        boolean follow,
        boolean timestamps,
        int tail,
        @Nullable Instant since,
        @Nullable Instant until) {
    /** All that was written so far. */
    public static final LogOptions ALL = new LogOptions(true, true, false, false, -1, null, null);

    /** All that was written so far, and what comes until the container ends. */
    public static final LogOptions FOLLOW = new LogOptions(true, true, true, false, -1, null, null);

    /**
     * @param lines how many
     * @return the last lines that were written so far
     */
    public static LogOptions last(int lines) {
        return ALL.withTail(lines);
    }

    /** @return this, without standard error */
    public LogOptions stdoutOnly() {
        return new LogOptions(true, false, follow, timestamps, tail, since, until);
    }

    /** @return this, without standard output */
    public LogOptions stderrOnly() {
        return new LogOptions(false, true, follow, timestamps, tail, since, until);
    }

    /** @return this, each line beginning with its time */
    public LogOptions withTimestamps() {
        return new LogOptions(stdout, stderr, follow, true, tail, since, until);
    }

    /**
     * @param lines how many of those that were written so far to begin with
     * @return this, with no more than them
     */
    public LogOptions withTail(int lines) {
        return new LogOptions(stdout, stderr, follow, timestamps, lines, since, until);
    }

    /**
     * @param moment of the first line
     * @return this, without what was written before
     */
    public LogOptions withSince(Instant moment) {
        return new LogOptions(stdout, stderr, follow, timestamps, tail, moment, until);
    }

    /**
     * @param moment after the last line
     * @return this, without what was written later
     */
    public LogOptions withUntil(Instant moment) {
        return new LogOptions(stdout, stderr, follow, timestamps, tail, since, moment);
    }
}
