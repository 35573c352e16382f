package dev.drydock.client;

import java.time.Duration;

/**
 * How long the client waits. {@link Duration#ZERO} means without limit.
 *
 * @param connect for a connection to open; default 10 s
 * @param head from the end of a request to the end of the response's head, for calls that the engine answers at once;
 *     default 2 min. Calls that take as long as they take (wait, build, pull, commit, stop, archives, events,
 *     followed logs) have no such limit.
 * @param inactivity between two bytes of the body of a call that the engine answers at once; default 2 min. Streams
 *     have no such limit: a followed log may be silent for hours.
 */
public record Timeouts(Duration connect, Duration head, Duration inactivity) {
    /** 10 s, 2 min, 2 min. */
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofMinutes(2));

    /** Refuses negative durations. */
    public Timeouts {
        for (Duration each : new Duration[] {connect, head, inactivity}) {
            if (each.isNegative()) {
                throw new IllegalArgumentException("A time-out can't be negative: " + each + " (0 means no limit)");
            }
        }
    }
}
