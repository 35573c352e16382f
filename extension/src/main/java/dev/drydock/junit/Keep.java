package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** Whether a container stays on the engine when its tests are through. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum Keep {
    /** As the setting {@code drydock.keep} says, which is {@link #NEVER} when nothing is said. */
    SETTING,

    /** It is removed. */
    NEVER,

    /**
     * It stays, running, when one of the tests that used it has failed; the message says until when, and how to remove it.
     */
    ON_FAILURE,

    /** It stays, running; a line to standard error says until when, and how to remove it. */
    ALWAYS
}
