package dev.drydock.junit.internal.session;

/** The labels by which Drydock knows its own. */
public final class Labels {
    /** The run that made it. */
    public static final String RUN = "dev.drydock.run";

    /** The JVM that made it, as {@link Owner#label()} writes it. */
    public static final String OWNER = "dev.drydock.owner";

    /** The container's name in its test class. */
    public static final String CONTAINER = "dev.drydock.container";

    private Labels() {}
}
