package dev.drydock.client;

/** What {@link Containers#waitFor} waits for. */
public enum WaitCondition {
    /** It doesn't run; answered at once when it doesn't run now. */
    NOT_RUNNING("not-running"),
    /** Its next end, also when it doesn't run now. */
    NEXT_EXIT("next-exit"),
    /** It is gone. */
    REMOVED("removed");

    private final String parameter;

    WaitCondition(String parameter) {
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }
}
