package dev.drydock.junit.internal.start;

/** The engine's id of a container. When a snapshot of it is restored, another container takes its place. */
final class ContainerId {
    private volatile String id;
    private volatile boolean changing;

    ContainerId(String id) {
        this.id = id;
    }

    String get() {
        return id;
    }

    /** Whether another container is about to take its place. */
    boolean isChanging() {
        return changing;
    }

    void changing(boolean now) {
        changing = now;
    }

    void set(String other) {
        id = other;
    }
}
