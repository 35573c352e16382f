package dev.drydock.benchmarks.junit;

import java.util.Locale;

/** Who is measured. */
enum Candidate {
    /** The same calls of the engine by bash and curl. */
    FLOOR,
    /** As users have it. */
    DRYDOCK,
    /** Its core, with its reaper off. */
    TESTCONTAINERS;

    /** Environment variable: the engine's socket. */
    static final String SOCKET = "SOCKET";

    /** Environment variable: the version of the engine's API. */
    static final String API = "API";

    /** Environment variable: an image by its full name. */
    static final String BUSYBOX = "BUSYBOX";

    /** Environment variable: an image by its full name. */
    static final String POSTGRES = "POSTGRES";

    /** Environment variable: {@code name=value}, for what wouldn't be found otherwise after a failure. */
    static final String LABEL = "LABEL";

    String shown() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The class of tests for a task. */
    Class<?> testClass(Task task) {
        if (task == Task.EMPTY) {
            return Empty.class;
        }
        boolean ours = this == DRYDOCK;
        return switch (task) {
            case ONE -> ours ? DrydockClasses.One.class : TestcontainersClasses.One.class;
            case EIGHT -> ours ? DrydockClasses.Eight.class : TestcontainersClasses.Eight.class;
            case POSTGRES -> ours ? DrydockClasses.Postgres.class : TestcontainersClasses.Postgres.class;
            case ANSWER_BY_PORT -> ours ? DrydockClasses.AnswerByPort.class : TestcontainersClasses.AnswerByPort.class;
            case ANSWER_BY_HTTP -> ours ? DrydockClasses.AnswerByHttp.class : TestcontainersClasses.AnswerByHttp.class;
            case EMPTY -> Empty.class;
        };
    }
}
