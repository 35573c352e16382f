/** Containers for JUnit tests, and snapshots of them when a test fails. */
module dev.drydock.junit {
    requires transitive dev.drydock.client;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.apiguardian.api;
    requires static transitive org.jspecify;

    exports dev.drydock.junit;
    exports dev.drydock.snapshot;
}
