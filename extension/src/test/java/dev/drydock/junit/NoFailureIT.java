package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.Started;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** What is no failure in the end leaves no snapshot. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class NoFailureIT {
    @Box
    static class PassingTestCase {
        @Test
        void passes() {}
    }

    @Box
    static class AbortedTestCase {
        @Test
        void aborts() {
            abort("not here");
        }
    }

    @Box
    @ExtendWith(Swallower.class)
    static class SwallowedBodyTestCase {
        @Test
        void fails() {
            fail("swallowed");
        }
    }

    /** The swallower is asked after Drydock, which has taken a snapshot by then. */
    @ExtendWith(Swallower.class)
    @Box
    static class SwallowedSetUpTestCase {
        @BeforeEach
        void setUp() {
            fail("swallowed");
        }

        @Test
        void passes() {}
    }

    /** Here the snapshot must be that of the second failure, which is the one that counts. */
    @ExtendWith(Swallower.class)
    @Box
    static class SwallowedAndFailedTestCase {
        @BeforeEach
        void setUp(RunningContainer box) {
            box.exec("touch", "/set-up-failed");
            fail("swallowed");
        }

        @Test
        void fails(RunningContainer box) {
            box.exec("touch", "/test-failed");
            fail("the one that counts");
        }
    }

    static class Swallower implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
            if (!"swallowed".equals(failure.getMessage())) {
                throw failure;
            }
        }

        @Override
        public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) {
            // Swallowed.
        }
    }

    @Test
    void aPassingTest() {
        leavesNone(PassingTestCase.class, "1 ok, 0 failed, 0 aborted");
    }

    @Test
    void anAbortedAssumption() {
        leavesNone(AbortedTestCase.class, "0 ok, 0 failed, 1 aborted");
    }

    @Test
    void aFailureThatAnotherExtensionHandles() {
        leavesNone(SwallowedBodyTestCase.class, "1 ok, 0 failed, 0 aborted");
    }

    @Test
    void aFailureInSetUpThatAnotherExtensionHandles() {
        leavesNone(SwallowedSetUpTestCase.class, "1 ok, 0 failed, 0 aborted");
    }

    private static void leavesNone(Class<?> fixture, String tests) {
        try (Run run = Run.of(fixture)) {
            assertThat(run.tests()).isEqualTo(tests);
            assertThat(run.snapshots()).isEmpty();
        }
    }

    @Test
    void aFailureAfterOneThatWasHandledCounts() {
        try (Run run = Run.of(SwallowedAndFailedTestCase.class)) {
            assertThat(run.failure()).hasMessage("the one that counts");
            assertThat(run.notices())
                    .singleElement()
                    .asString()
                    .contains(run.snapshot().id());
            try (Started kept = Started.asleep(run.snapshot().images().get(0).name())) {
                assertThat(kept.sh("ls /")).contains("test-failed");
            }
        }
    }
}
