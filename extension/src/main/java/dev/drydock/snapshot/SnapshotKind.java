package dev.drydock.snapshot;

/** Why containers were frozen. */
public enum SnapshotKind {
    /** A test has failed. */
    FAILURE,
    /** A test, or a person, wanted to come back to this state. */
    CHECKPOINT,
    /** They had become ready for the first time, and later runs start from there. */
    WARM
}
