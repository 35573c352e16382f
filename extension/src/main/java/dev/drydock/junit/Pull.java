package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** When an image is pulled. */
@API(status = EXPERIMENTAL, since = "0.1")
public enum Pull {
    /** As the setting {@code drydock.pull} says, which is {@link #ABSENT} when nothing is said. */
    SETTING,

    /** When the engine doesn't have it. */
    ABSENT,

    /** Once in each test run. */
    ALWAYS,

    /** Not at all: the engine must have it. */
    NEVER,

    /** When the engine doesn't have it, or when what it has was made longer ago than {@link WithContainer#pullAge()}. */
    AGED
}
