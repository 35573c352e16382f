/**
 * Containers for JUnit tests: {@link dev.drydock.junit.WithContainer} declares them,
 * {@link dev.drydock.junit.RunningContainer} and {@link dev.drydock.junit.HostPort} bring them into tests, and
 * {@link dev.drydock.junit.CommitOnFailure} keeps them when a test fails.
 */
@NullMarked
package dev.drydock.junit;

import org.jspecify.annotations.NullMarked;
