package dev.drydock.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The engine took longer than the client's {@link Timeouts} allow. */
public class DockerTimeoutException extends DockerException {
    private static final long serialVersionUID = 1L;

    /** Which of the time-outs ran out. */
    public enum Phase {
        /** Opening the connection. */
        CONNECT,
        /** From the end of the request to the end of the response's head. */
        HEAD,
        /** Between two bytes of a response's body, or of a request's that the engine doesn't take. */
        INACTIVITY,
        /** The whole call, from its first request to the end of its last response. */
        CALL
    }

    private final Phase phase;
    private final Duration limit;

    /**
     * @param message what couldn't be done
     * @param phase which time-out ran out
     * @param limit how long was waited
     * @param cause what was thrown below, or {@code null}
     */
    public DockerTimeoutException(String message, Phase phase, Duration limit, @Nullable Throwable cause) {
        super(message, cause);
        this.phase = phase;
        this.limit = limit;
    }

    /** @return which of the time-outs ran out */
    public Phase phase() {
        return phase;
    }

    /** @return how long was waited */
    public Duration limit() {
        return limit;
    }
}
