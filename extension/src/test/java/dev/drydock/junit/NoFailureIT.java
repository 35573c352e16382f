package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.Started;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.ReflectionSupport;

/** What is no failure in the end leaves no snapshot. */
@Tag("compat")
@Tag("slice")
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

    /** Runs a test up to three times; all failures but the last are none. */
    @Box
    @ExtendWith(Again.class)
    static class RetriedTestCase {
        @TestTemplate
        void passesAtLast(RunningContainer box) {
            if (box.exec("mkdir", "/tried").exitCode() == 0) {
                fail("the first time");
            }
        }
    }

    static class Again implements TestTemplateInvocationContextProvider, TestExecutionExceptionHandler {
        private static boolean failed;

        @Override
        public boolean supportsTestTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
            failed = true;
            return Stream.<TestTemplateInvocationContext>generate(() -> new TestTemplateInvocationContext() {})
                    .limit(3)
                    .takeWhile(each -> failed)
                    .peek(each -> failed = false);
        }

        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
            failed = true;
            abort("to be tried again: " + failure.getMessage());
        }
    }

    /** Runs set-up and test once more when they fail. */
    @Box
    @ExtendWith(OnceMore.class)
    static class InterceptedTestCase {
        @BeforeEach
        void setUp(RunningContainer box) {
            failOnce(box, "/set-up");
        }

        @Test
        void passesAtLast(RunningContainer box) {
            failOnce(box, "/test");
        }

        private static void failOnce(RunningContainer box, String mark) {
            if (box.exec("mkdir", mark).exitCode() == 0) {
                fail("the first time");
            }
        }
    }

    @Box
    @ExtendWith(OnceMore.class)
    static class InterceptedInVainTestCase {
        @Test
        void failsTwice(RunningContainer box) {
            fail(box.exec("mkdir", "/tried").exitCode() == 0 ? "the first time" : "the second time");
        }
    }

    static class OnceMore implements InvocationInterceptor {
        @Override
        public void interceptBeforeEachMethod(
                Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
                throws Throwable {
            twice(invocation, method);
        }

        @Override
        public void interceptTestMethod(
                Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
                throws Throwable {
            twice(invocation, method);
        }

        private static void twice(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method)
                throws Throwable {
            try {
                invocation.proceed();
            } catch (AssertionError e) {
                ReflectionSupport.invokeMethod(
                        method.getExecutable(),
                        method.getTarget().orElseThrow(),
                        method.getArguments().toArray());
            }
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

    @Test
    void aFailureThatIsTriedAgain() {
        leavesNone(RetriedTestCase.class, "1 ok, 0 failed, 1 aborted");
    }

    @Test
    void aFailureThatAnInterceptorTriesAgain() {
        leavesNone(InterceptedTestCase.class, "1 ok, 0 failed, 0 aborted");
    }

    @Test
    void onlyTheLastOfTwoTriesCounts() {
        try (Run run = Run.of(InterceptedInVainTestCase.class)) {
            assertThat(run.failure()).hasMessage("the second time");
            assertThat(run.notices())
                    .singleElement()
                    .asString()
                    .contains(run.snapshot().id());
        }
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
