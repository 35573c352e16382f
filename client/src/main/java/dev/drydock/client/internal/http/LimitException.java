package dev.drydock.client.internal.http;

import java.io.IOException;
import java.time.Duration;

/** One of the limits of a call ran out. */
public final class LimitException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Which limit. */
    public enum Which {
        /** From the end of the request to the end of the response's head. */
        HEAD,
        /** The engine takes nothing of the request's body. */
        SENDING,
        /** Silence while bytes were expected. */
        INACTIVITY,
        /** The whole call. */
        CALL
    }

    private final Which which;
    private final Duration limit;

    LimitException(Which which, Duration limit) {
        super(which + " limit of " + limit + " ran out");
        this.which = which;
        this.limit = limit;
    }

    /** @return which limit */
    public Which which() {
        return which;
    }

    /** @return how long it was */
    public Duration limit() {
        return limit;
    }
}
