package dev.drydock.snapshot;

/** The labels of a snapshot's images. */
public final class SnapshotLabels {
    /** The snapshot's id, the same on all its images. */
    public static final String ID = "dev.drydock.snapshot";

    /** One of {@link SnapshotKind}, in small letters. */
    public static final String KIND = "dev.drydock.snapshot.kind";

    /** What people call it. */
    public static final String NAME = "dev.drydock.snapshot.name";

    /** How many containers it has: with fewer images, it isn't complete. */
    public static final String SIZE = "dev.drydock.snapshot.size";

    /** The container's name in its test class; not on the image that holds the evidence. */
    public static final String CONTAINER = "dev.drydock.snapshot.container";

    /** How the container was set up: a {@link FrozenContainer} as JSON. */
    public static final String SETUP = "dev.drydock.snapshot.setup";

    /** Ports that the image exposes, with commas between them. */
    public static final String EXPOSED = "dev.drydock.snapshot.exposed";

    /** A digest of the image's files, those of volumes included: images that have the same share their layers. */
    public static final String STATE = "dev.drydock.snapshot.state";

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

    /** Names of environment variables whose values were taken out, with commas between them. */
    public static final String STRIPPED = "dev.drydock.snapshot.stripped";

    /**
     * Names of all images of the snapshot, without their tag and with commas between them: whoever has pulled one finds the
     * others. On those that were pushed.
     */
    public static final String IMAGES = "dev.drydock.snapshot.images";

    /** Of a warm start: what went into it, as a digest. */
    public static final String KEY = "dev.drydock.snapshot.key";

    /** Of a warm start: which conditions hold when it is started, as Drydock names them. */
    public static final String READY = "dev.drydock.snapshot.ready";

    /** Who is making it; empty once it is complete. */
    public static final String MAKER = "dev.drydock.snapshot.maker";

    private SnapshotLabels() {}
}
