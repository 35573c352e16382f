package dev.drydock.client.model;

/**
 * A container that now runs, and what had to be done for that.
 *
 * @param id 64 hexadecimal digits
 * @param action what was done
 */
public record EnsuredContainer(String id, Action action) {
    /** What was done. */
    public enum Action {
        /** There was none of that name: it was created and started. */
        CREATED,
        /** It was there and didn't run, or was paused: it was started. */
        STARTED,
        /** It ran already: nothing. */
        ALREADY_RUNNING
    }
}
