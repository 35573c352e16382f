package dev.drydock.junit.internal.ready;

/** One thing that must hold before a container counts as ready. Used by one thread. */
interface Condition extends AutoCloseable {
    /** Whether it holds now; asks quickly, and doesn't wait for it to become so. */
    boolean holds();

    /** What is waited for, to go after "waiting until". */
    String shown();

    /** What was seen when it last didn't hold. */
    String lastSeen();

    /** How long to wait between two looks at most, in milliseconds: longer where a look costs more. */
    long maxPauseMillis();

    /** Which part of the time that was waited already the pause before the next look takes: a fifth for 5. */
    default int partOfWaited() {
        return 5;
    }

    @Override
    default void close() {}
}
