package dev.drydock.client.model;

import java.math.BigInteger;

/**
 * The state of something in a swarm: it is given back with each change, which the engine refuses when somebody else has
 * changed the thing meanwhile.
 *
 * @param index of the swarm's log, unsigned, of 64 bits; 0 when none was sent
 */
public record ObjectVersion(BigInteger index) {
    static final ObjectVersion UNKNOWN = new ObjectVersion(BigInteger.ZERO);

    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public ObjectVersion {
        index = index == null ? BigInteger.ZERO : index;
    }

    /**
     * @param index not negative
     * @return the version of that number
     */
    public static ObjectVersion of(long index) {
        return new ObjectVersion(BigInteger.valueOf(index));
    }

    /** @return the number */
    @Override
    public String toString() {
        return index.toString();
    }
}
