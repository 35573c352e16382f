package dev.drydock.junit.internal.ready;

import dev.drydock.junit.internal.session.ContainerWatch;

/** The container has ended with exit code 0; that another code ends the waiting is seen to where it is waited. */
final class ExitCondition implements Condition {
    private final ContainerWatch watch;
    private boolean ended;

    ExitCondition(ContainerWatch watch) {
        this.watch = watch;
    }

    /** The engine says so. */
    void ended() {
        ended = true;
    }

    @Override
    public boolean holds() {
        return ended;
    }

    @Override
    public String shown() {
        return "it ends";
    }

    @Override
    public String lastSeen() {
        return watch.hasDied() ? "it is ending" : "it runs";
    }

    @Override
    public long maxPauseMillis() {
        return 1000;
    }
}
