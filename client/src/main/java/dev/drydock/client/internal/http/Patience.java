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

    /** Bytes of the request went out. */
    void sending() {
        since = System.nanoTime();
    }

    /** The request is out: from here on the engine's time counts. */
    void sent() {
        since = System.nanoTime();
        if (waiting == Waiting.SENDING) {
            waiting = Waiting.HEAD;
        }
    }

    /** The head is here. */
    void body() {
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
        Duration limit = now == Waiting.HEAD ? head : inactivity;
        long step = nanos(limit);
        if (step == NEVER && callNanos == NEVER && (head.isZero() || now == Waiting.BODY)) {
            return 0;
        }
        long time = System.nanoTime();
        long ofStep = step == NEVER ? NEVER : step - (time - since);
        long ofCall = callNanos == NEVER ? NEVER : callNanos - (time - begin);
        if (ofCall <= 0) {
            throw new LimitException(Which.CALL, call);
        }
        if (ofStep <= 0) {
            throw new LimitException(now == Waiting.HEAD ? Which.HEAD : Which.INACTIVITY, limit);
        }
        // The head's limit begins when the request is out, which a read under way doesn't hear of: so it looks again.
        long look = now == Waiting.SENDING ? nanos(head) : NEVER;
        long left = Math.min(look, Math.min(ofStep, ofCall));
        return left == NEVER ? 0 : left;
    }

    /** @return nanoseconds until the whole call has to be over, at least 1; {@link Long#MAX_VALUE} for no limit */
    public long callLeft() {
        return callNanos == NEVER ? NEVER : Math.max(1, callNanos - (System.nanoTime() - begin));
    }

    /** @return whether the whole call has had its time */
    boolean isOver() {
        return callNanos != NEVER && callNanos - (System.nanoTime() - begin) <= 0;
    }

    /** @return the failure of a call that is over */
    LimitException over() {
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
