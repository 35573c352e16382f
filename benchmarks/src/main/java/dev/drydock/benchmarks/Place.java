package dev.drydock.benchmarks;

/**
 * Where the answers come from, passed to JMH's processes as system properties.
 *
 * @param address of the engine or the replay server, as {@code DOCKER_HOST} has it
 * @param run prefix of the containers' names, and value of their label
 */
record Place(String address, String run) {
    static final String LABEL = "dev.drydock.benchmark";
    static final String RUN = "drydock.bench.run";
    static final String ADDRESS = "drydock.bench.address.";

    /** Follows in the name of a container what it is for. */
    static final String LISTED = "-listed-";

    static final String LOGS = "-logs-";
    static final String ARCHIVE = "-archive-";

    /**
     * @param from {@code engine}, {@code replay} or {@code replay-tcp}
     */
    static Place of(String from) {
        return new Place(property(ADDRESS + from), property(RUN));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("The system property " + name + " is missing; dev/bench sets it");
        }
        return value;
    }

    /** The label of those that are listed; they are all that have it. */
    String listed() {
        return LABEL + ".listed=" + run;
    }

    /** One container, to be inspected. */
    String inspected() {
        return run + LISTED + 0;
    }

    /** A container that wrote so much, in lines of so many bytes with their end. */
    String logs(int line, int megabytes) {
        return run + LOGS + line + "-" + megabytes;
    }

    /** A container with a file of that size, {@link Fixtures#FILE}. */
    String archive(int megabytes) {
        return run + ARCHIVE + megabytes;
    }
}
