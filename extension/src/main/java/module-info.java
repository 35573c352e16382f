/** Containers for JUnit tests, and snapshots of them when a test fails. */
@SuppressWarnings("requires-automatic") // Awaitility has no descriptor.
module dev.drydock.junit {
    requires transitive dev.drydock.client;
    requires transitive org.junit.jupiter.api;
    requires com.fasterxml.jackson.databind;
    requires static java.sql;
    // Where it can be read; for the rehearsal alone.
    requires static org.junit.platform.launcher;
    // Not transitive: whoever requires this module would have to have them when he compiles.
    requires static org.apiguardian.api;
    requires static org.jspecify;
    // For those who use the assertions.
    requires static org.assertj.core;
    requires static awaitility;

    exports dev.drydock.junit;
    exports dev.drydock.junit.assertions;
    exports dev.drydock.snapshot;

    // Labels of images are read into its records.
    opens dev.drydock.snapshot to
            com.fasterxml.jackson.databind;
}
