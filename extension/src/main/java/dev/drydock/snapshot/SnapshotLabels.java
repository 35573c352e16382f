package dev.drydock.snapshot;

/** The labels of a snapshot's images. */
public final class SnapshotLabels {
    /** The snapshot's id, the same on all its images. */
    public static final String ID = "dev.drydock.snapshot";

    /** The container's name in its test class. */
    public static final String CONTAINER = "dev.drydock.snapshot.container";

    /** The test, as its framework identifies it. */
    public static final String TEST = "dev.drydock.snapshot.test";

    /** When the containers were frozen, in RFC 3339. */
    public static final String CREATED = "dev.drydock.snapshot.created";

    /** {@code true} when all containers were paused at the same time. */
    public static final String CONSISTENT = "dev.drydock.snapshot.consistent";

    /**
     * What a person runs in a container of the image to look at it; empty when the container had ended, so that a shell must
     * take the place of its command.
     */
    public static final String OPEN = "dev.drydock.snapshot.open";

    /** Who is making it; empty once it is complete. */
    public static final String MAKER = "dev.drydock.snapshot.maker";

    private SnapshotLabels() {}
}
