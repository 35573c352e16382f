package dev.drydock.client.internal.http;

import dev.drydock.client.internal.http.LimitException.Which;
import java.time.Duration;

/**
 * How long one call may still wait, and for what. Limits are points in time, not lengths of single reads: an engine that
 * sends a byte now and then, or interim responses without end, doesn't get round them.
 */
public final class Patience {
    private static final long NEVER = Long.MAX_VALUE;

    private enum Waiting {
        /** What is to be sent comes from the caller, who may take any time. */
        SOURCE,
        SENDING,
        HEAD,
        BODY
    }

    private final Duration head;
    private final Duration inactivity;
    private final Duration call;
    private final long begin;
    private final long callNanos;
    private volatile Waiting waiting = Waiting.SENDING;
    /** When that which is waited for began, or last went on. */
    private volatile long since;

    /**
     * Begins now. Zero is no limit.
     *
     * @param head from the end of the request to the end of the response's head
     * @param inactivity of the body, and of a body that is sent
     * @param call of the whole
     */
    public Patience(Duration head, Duration inactivity, Duration call) {
        this(head, inactivity, call, System.nanoTime());
    }

    /** As the other one, with a whole call that began before, as the first of several requests that make it up. */
    public Patience(Duration head, Duration inactivity, Duration call, long begin) {
        this.head = head;
        this.inactivity = inactivity;
        this.call = call;
        this.begin = begin;
        this.callNanos = nanos(call);
        this.since = begin;
    }

    /** Of an engine that may take for ever. */
    static Patience unlimited() {
        return new Patience(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    /** More of the request's body is read from the caller's stream. */
    synchronized void gathering() {
        if (waiting == Waiting.SENDING) {
            waiting = Waiting.SOURCE;
        }
    }

    /** More of the request's body goes out, which takes as long as the engine doesn't read. */
    synchronized void sending() {
        if (waiting == Waiting.SOURCE || waiting == Waiting.SENDING) {
            since = System.nanoTime();
            waiting = Waiting.SENDING;
        }
    }

    /** The request is out: from here on the engine's time counts. */
    synchronized void sent() {
        if (waiting == Waiting.SOURCE || waiting == Waiting.SENDING) {
            since = System.nanoTime();
            waiting = Waiting.HEAD;
        }
    }

    /** The head is here. */
    synchronized void body() {
        waiting = Waiting.BODY;
    }

    /** A read begins. Between two reads nobody waits for the engine. */
    void reading() {
        if (waiting == Waiting.BODY && !inactivity.isZero()) {
            since = System.nanoTime();
        }
    }

    /** @return nanoseconds that a read may take from now on; 0 for no limit */
    long left() throws LimitException {
        Waiting now = waiting;
        Duration limit = limit(now);
        long step = nanos(limit);
        long time = System.nanoTime();
        long ofStep = step == NEVER ? NEVER : step - (time - since);
        long ofCall = callNanos == NEVER ? NEVER : callNanos - (time - begin);
        if (ofCall <= 0) {
            throw new LimitException(Which.CALL, call);
        }
        if (ofStep <= 0) {
            throw new LimitException(which(now), limit);
        }
        // Another limit begins when the request goes on or is out, which a read under way doesn't hear of: so it looks
        // again.
        boolean maySoonBeAnother = now == Waiting.SENDING || now == Waiting.SOURCE;
        long look = maySoonBeAnother ? Math.min(nanos(head), nanos(inactivity)) : NEVER;
        long left = Math.min(look, Math.min(ofStep, ofCall));
        return left == NEVER ? 0 : left;
    }

    private Duration limit(Waiting now) {
        return switch (now) {
            case SOURCE -> Duration.ZERO;
            case HEAD -> head;
            case SENDING, BODY -> inactivity;
        };
    }

    private static Which which(Waiting now) {
        return switch (now) {
            case SOURCE, SENDING -> Which.SENDING;
            case HEAD -> Which.HEAD;
            case BODY -> Which.INACTIVITY;
        };
    }

    /** @return nanoseconds until the whole call has to be over, at least 1; {@link Long#MAX_VALUE} for no limit */
    public long callLeft() {
        return callNanos == NEVER ? NEVER : Math.max(1, callNanos - (System.nanoTime() - begin));
    }

    /** @return whether the whole call has had its time */
    public boolean isOver() {
        return callNanos != NEVER && callNanos - (System.nanoTime() - begin) <= 0;
    }

    /** @return the failure of a call that is over */
    public LimitException over() {
        return new LimitException(Which.CALL, call);
    }

    /** Some 292 years are as good as for ever. */
    private static long nanos(Duration limit) {
        if (limit.isZero()) {
            return NEVER;
        }
        return limit.toSeconds() >= Long.MAX_VALUE / 1_000_000_000L ? NEVER : limit.toNanos();
    }
}
