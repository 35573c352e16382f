package dev.drydock.benchmarks.junit;

import org.junit.jupiter.api.Test;

/** No container: what a JVM and JUnit take. */
class Empty {
    @Test
    void runs() {
        Forked.bodyRuns();
    }
}
