/**
 * Assertions for containers, in the way of AssertJ: {@link dev.drydock.junit.assertions.ContainerAssertions#assertThat}. They
 * need AssertJ on the class path of the tests, and for waiting Awaitility, too.
 */
@NullMarked
package dev.drydock.junit.assertions;

import org.jspecify.annotations.NullMarked;
