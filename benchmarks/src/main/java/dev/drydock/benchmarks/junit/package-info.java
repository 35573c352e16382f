/**
 * Drydock's extension measured beside Testcontainers and a bare script: {@link dev.drydock.benchmarks.junit.ExtensionBench}
 * runs all, each class of tests in a JVM of its own.
 */
@NullMarked
package dev.drydock.benchmarks.junit;

import org.jspecify.annotations.NullMarked;
