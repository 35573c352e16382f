package dev.drydock.client;

/**
 * Which part of a container's output to read.
 *
 * @param stdout what went to standard output
 * @param stderr what went to standard error
 * @param follow go on until the container ends
 * @param timestamps begin each line with its time, in RFC 3339
 * @param tail number of last lines to begin with; below 0 means all
 */
public record LogOptions(boolean stdout, boolean stderr, boolean follow, boolean timestamps, int tail) {
    /** All that was written so far. */
    public static final LogOptions ALL = new LogOptions(true, true, false, false, -1);

    /** All that was written so far, and what comes until the container ends. */
    public static final LogOptions FOLLOW = new LogOptions(true, true, true, false, -1);

    /**
     * @param lines how many
     * @return the last lines that were written so far
     */
    public static LogOptions last(int lines) {
        return new LogOptions(true, true, false, false, lines);
    }
}
