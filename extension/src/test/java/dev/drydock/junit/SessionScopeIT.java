package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.drydock.client.Filters;
import dev.drydock.client.ImageReference;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One container for all classes of a run. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class SessionScopeIT {
    /** Each run its own session, which ends with it. */
    private static final Map<String, String> OWN = Map.of("drydock.session.linger", "0");

    private static final Map<String, String> PARALLEL = Map.of(
            "drydock.session.linger", "0",
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "3");

    @Common
    static class OneTestCase {
        @Test
        void one(RunningContainer common, TestReporter reporter) {
            reporter.publishEntry("id", common.id());
        }

        @RepeatedTest(2)
        void repeated(RunningContainer common, TestReporter reporter) {
            reporter.publishEntry("id", common.id());
        }

        @Nested
        class Inner {
            @Test
            void nested(RunningContainer common, TestReporter reporter) {
                reporter.publishEntry("id", common.id());
            }
        }
    }

    @Common
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OtherTestCase {
        private final String id;

        OtherTestCase(RunningContainer common) {
            this.id = common.id();
        }

        @TestFactory
        List<DynamicTest> two(TestReporter reporter) {
            return List.of(dynamicTest("a", () -> reporter.publishEntry("id", id)));
        }
    }

    static class MethodTestCase {
        @Test
        @Common
        void one(RunningContainer common, TestReporter reporter) {
            reporter.publishEntry("id", common.id());
        }
    }

    /** Has more than the others, and its own besides. */
    @Common
    @WithContainer(
            name = "visitor",
            image = "busybox:1.36",
            scope = Scope.SESSION,
            dependsOn = "common",
            command = {"sleep", "600"})
    @WithContainer(
            name = "own",
            image = "busybox:1.36",
            dependsOn = "visitor",
            command = {"sleep", "600"})
    static class VisitorTestCase {
        @Test
        void reaches(RunningContainer common, RunningContainer visitor, RunningContainer own, TestReporter reporter) {
            reporter.publishEntry("id", common.id());
            assertThat(visitor.exec("wget", "-qO-", "http://common/").stdoutText())
                    .isEqualTo("hello\n");
            // Podman doesn't give the right that ping takes.
            String[] finds = TestEngine.CLIENT.isPodman()
                    ? new String[] {"nslookup", "visitor"}
                    : new String[] {"ping", "-c", "1", "visitor"};
            assertThat(own.exec(finds).exitCode()).isZero();
        }
    }

    @Test
    void allClassesHaveTheSame() {
        Run run = Run.with(OWN, OneTestCase.class, OtherTestCase.class, MethodTestCase.class, VisitorTestCase.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.reported("id")).hasSize(7);
        assertThat(run.reported("id").stream().distinct()).hasSize(1);
        assertThat(containers()).doesNotContain(run.reported("id").get(0));
    }

    @Test
    void alsoInParallel() {
        Run run = Run.with(PARALLEL, OneTestCase.class, OtherTestCase.class, MethodTestCase.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.reported("id")).hasSize(6);
        assertThat(run.reported("id").stream().distinct()).hasSize(1);
    }

    private static List<String> containers() {
        return TestEngine.CLIENT.containers().list(Filters.NONE).stream()
                .map(ContainerSummary::id)
                .toList();
    }

    @WithContainer(
            name = "common",
            image = "busybox:1.36",
            ports = {80, 81},
            scope = Scope.SESSION,
            memory = "64m",
            env = {"PASSWORD=hunter2"},
            command = {"sh", "-c", "sleep 600"})
    static class DifferentTestCase {
        @Test
        void isNotReached() {}
    }

    @Test
    void oneThatDiffersIsRefusedAndTheDifferenceExplained() {
        Run run = Run.with(OWN, MethodTestCase.class, OneTestCase.class, DifferentTestCase.class);

        assertThat(run.failure())
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageStartingWith(
                        "The containers of scope SESSION that class DifferentTestCase declares aren't those")
                .hasMessageContainingAll(
                        "'common', which method MethodTestCase.one has declared before:",
                        "  - ports: [80/tcp], and now [80/tcp, 81/tcp]",
                        "  - env: PASSWORD is only in the new one",
                        "  - command (its values aren't shown)",
                        "  - memory: 0, and now 67108864")
                .hasMessageNotContainingAny("hunter2", "sleep 600", "image");
    }

    /** Gives the image its name before the class needs it. */
    static class TagsImage implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            TestEngine.CLIENT.images().tag("busybox:1.36", ImageReference.parse("drydock-test/late:1"));
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @WithContainer(
            name = "late",
            image = "drydock-test/late:1",
            scope = Scope.SESSION,
            pull = Pull.NEVER,
            command = {"sleep", "600"})
    @interface Late {}

    @Late
    static class EarlyTestCase {
        @Test
        void isNotReached() {}
    }

    @ExtendWith(TagsImage.class)
    @Late
    static class LateTestCase {
        @Test
        void isReached() {}
    }

    @Test
    void aFailedStartIsTriedAgainByTheNextClass() {
        try {
            Run run = Run.with(OWN, EarlyTestCase.class, LateTestCase.class);

            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining("drydock-test/late:1 is not on the engine, and pull = NEVER says");
            assertThat(run.tests()).isEqualTo("1 ok, 0 failed, 0 aborted");
        } finally {
            TestEngine.CLIENT.images().remove("drydock-test/late:1", false);
        }
    }

    @Common
    @CommitOnFailure
    static class FailingTestCase {
        @Test
        void fails() {
            throw new AssertionError("on purpose");
        }
    }

    @Test
    void aFailureKeepsIt() {
        try (Run run = Run.with(OWN, FailingTestCase.class)) {
            assertThat(run.snapshot().images())
                    .singleElement()
                    .satisfies(each -> assertThat(each.container()).isEqualTo("common"));
        }
    }

    @Test
    void itEndsAWhileAfterTheLastRun() {
        Run run = Run.with(Map.of("drydock.session.linger", "50ms"), MethodTestCase.class);

        await().untilAsserted(() ->
                assertThat(containers()).doesNotContain(run.reported("id").get(0)));
    }
}
