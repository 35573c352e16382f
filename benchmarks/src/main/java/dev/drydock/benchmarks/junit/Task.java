package dev.drydock.benchmarks.junit;

/** What is measured. */
enum Task {
    /** What all others are held against. */
    EMPTY("a class without containers"),
    /** One web server. */
    ONE("one busybox httpd"),
    /** Eight of them. */
    EIGHT("eight busybox httpd"),
    /** A database. */
    POSTGRES("PostgreSQL"),
    /** A web server that begins late, known by its port. */
    ANSWER_BY_PORT("accepts → test body"),
    /** The same, known by its answer to HTTP. */
    ANSWER_BY_HTTP("answers HTTP → test body");

    private final String shown;

    Task(String shown) {
        this.shown = shown;
    }

    String shown() {
        return shown;
    }

    boolean isAnswer() {
        return this == ANSWER_BY_PORT || this == ANSWER_BY_HTTP;
    }

    /** Whether a candidate does it. */
    boolean isFor(Candidate candidate) {
        return candidate != Candidate.FLOOR || (this != EMPTY && !isAnswer());
    }
}
