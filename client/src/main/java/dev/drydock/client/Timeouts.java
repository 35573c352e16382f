package dev.drydock.client;

import java.time.Duration;

/**
 * How long may be waited. {@link Duration#ZERO} means without limit. A limit that runs out is a
 * {@link DockerTimeoutException}, which says which one it was.
 *
 * <p>A client has two of these: one for calls that the engine answers at once ({@link DockerClient.Builder#timeouts}),
 * and one for calls that take as long as they take ({@link DockerClient.Builder#streamTimeouts}). {@link
 * DockerClient#within} sets others for single calls.
 *
 * @param connect for a connection to open, with the handshake of TLS
 * @param head from the end of a request to the end of the response's head
 * @param inactivity silence while bytes of a response's body are waited for, or while a request's body isn't taken
 * @param call the whole call, all its requests together; a stream that is still open then is ended
 */
public record Timeouts(Duration connect, Duration head, Duration inactivity, Duration call) {
    /** Connect 10 s, head 2 min, inactivity 2 min, the whole call without limit. */
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ZERO);

    /** Connect 10 s, nothing else: a followed log may be silent for hours. */
    public static final Timeouts STREAMS = connectOnly(DEFAULT.connect());

    /** Refuses negative durations. */
    public Timeouts {
        for (Duration each : new Duration[] {connect, head, inactivity, call}) {
            if (each.isNegative()) {
                throw new IllegalArgumentException("A time-out can't be negative: " + each + " (0 means no limit)");
            }
        }
    }

    /**
     * @param connect for a connection to open
     * @return that limit alone
     */
    public static Timeouts connectOnly(Duration connect) {
        return new Timeouts(connect, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    /**
     * @param limit for a connection to open
     * @return these with that one
     */
    public Timeouts withConnect(Duration limit) {
        return new Timeouts(limit, head, inactivity, call);
    }

    /**
     * @param limit from the end of a request to the end of the response's head
     * @return these with that one
     */
    public Timeouts withHead(Duration limit) {
        return new Timeouts(connect, limit, inactivity, call);
    }

    /**
     * @param limit of silence
     * @return these with that one
     */
    public Timeouts withInactivity(Duration limit) {
        return new Timeouts(connect, head, limit, call);
    }

    /**
     * @param limit of the whole call
     * @return these with that one
     */
    public Timeouts withCall(Duration limit) {
        return new Timeouts(connect, head, inactivity, limit);
    }
}
