/** Containers for JUnit tests, and snapshots of them when a test fails. */
@SuppressWarnings("requires-automatic") // Awaitility has no descriptor.
module dev.drydock.junit {
    requires transitive dev.drydock.client;
    requires transitive org.junit.jupiter.api;
    requires com.fasterxml.jackson.databind;
    requires static java.sql;
    requires static org.junit.platform.launcher;
    requires static transitive org.apiguardian.api;
    requires static transitive org.jspecify;
    // For those who use the assertions.
    requires static transitive org.assertj.core;
    requires static awaitility;

    exports dev.drydock.junit;
    exports dev.drydock.junit.assertions;
    exports dev.drydock.snapshot;

    // Labels of images are read into its records.
    opens dev.drydock.snapshot to
            com.fasterxml.jackson.databind;
}
