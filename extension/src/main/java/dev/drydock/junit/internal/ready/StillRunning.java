package dev.drydock.junit.internal.ready;

/** Nothing is known of what the container does: it is ready when it hasn't ended soon after its start. */
final class StillRunning implements Condition {
    private static final long MILLIS = 100;

    private final long since = System.nanoTime();

    @Override
    public boolean holds() {
        return System.nanoTime() - since >= MILLIS * 1_000_000;
    }

    @Override
    public String shown() {
        return "it has run for " + MILLIS + " ms";
    }

    @Override
    public String lastSeen() {
        return "it has run for less";
    }

    @Override
    public long maxPauseMillis() {
        return MILLIS;
    }
}
