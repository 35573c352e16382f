package dev.drydock.client;

import java.util.Locale;
import java.util.Map;

/**
 * When an engine starts a container again that has ended.
 *
 * @param kind when
 * @param maximumRetryCount how often at most after a failure; 0 for any number. Only of {@link Kind#ON_FAILURE}.
 */
public record RestartPolicy(Kind kind, int maximumRetryCount) {
    /** Never. */
    public static final RestartPolicy NO = new RestartPolicy(Kind.NO, 0);

    /** Whenever it has ended, and when the engine starts. */
    public static final RestartPolicy ALWAYS = new RestartPolicy(Kind.ALWAYS, 0);

    /** As {@link #ALWAYS}, but when the engine starts only what wasn't stopped before. */
    public static final RestartPolicy UNLESS_STOPPED = new RestartPolicy(Kind.UNLESS_STOPPED, 0);

    /** When it has ended with an exit code other than 0, any number of times. */
    public static final RestartPolicy ON_FAILURE = new RestartPolicy(Kind.ON_FAILURE, 0);

    /** When a container is started again. */
    public enum Kind {
        /** Never. */
        NO,
        /** After an exit code other than 0. */
        ON_FAILURE,
        /** Always. */
        ALWAYS,
        /** Always, unless it was stopped. */
        UNLESS_STOPPED;

        /** @return as the engine writes it, such as {@code on-failure} */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Refuses what an engine would refuse. */
    public RestartPolicy {
        if (maximumRetryCount < 0 || (maximumRetryCount > 0 && kind != Kind.ON_FAILURE)) {
            throw new IllegalArgumentException("The restart policy '" + kind + "' can't have " + maximumRetryCount
                    + " retries: only 'on-failure' counts them, from 0.");
        }
    }

    /**
     * @param times how often at most; 0 for any number
     * @return when it has ended with an exit code other than 0
     */
    public static RestartPolicy onFailure(int times) {
        return new RestartPolicy(Kind.ON_FAILURE, times);
    }

    Map<String, Object> body() {
        return Map.of("Name", kind.toString(), "MaximumRetryCount", maximumRetryCount);
    }
}
