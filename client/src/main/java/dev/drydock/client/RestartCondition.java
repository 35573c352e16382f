package dev.drydock.client;

/** When a container of a service that has ended is replaced. */
public enum RestartCondition {
    /** Never. */
    NONE("none"),
    /** When its exit code isn't 0. */
    ON_FAILURE("on-failure"),
    /** Always. */
    ANY("any");

    private final String word;

    RestartCondition(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
