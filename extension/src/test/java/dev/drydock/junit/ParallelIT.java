package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.Filters;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JUnit's parallel execution: what is shared is started once, what isn't gets in nobody's way. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class ParallelIT {
    private static final Map<String, String> PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "3");

    @Web
    static class SharedTestCase {
        private static final CountDownLatch all = new CountDownLatch(3);

        @Test
        void one(RunningContainer web, TestReporter reporter) throws InterruptedException {
            together(web, reporter);
        }

        @Test
        void two(RunningContainer web, TestReporter reporter) throws InterruptedException {
            together(web, reporter);
        }

        @Test
        void three(RunningContainer web, TestReporter reporter) throws InterruptedException {
            together(web, reporter);
        }

        private static void together(RunningContainer web, TestReporter reporter) throws InterruptedException {
            all.countDown();
            assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
            reporter.publishEntry("id", web.id());
            ContainerDetails details = TestEngine.CLIENT.containers().inspect(web.id());
            String run = details.config().labels().get("dev.drydock.run");
            assertThat(TestEngine.CLIENT.containers().list(Filters.byLabel("dev.drydock.run", run)))
                    .hasSize(1);
        }
    }

    static class MethodsOwnTestCase {
        @Web
        @Test
        void one(RunningContainer web, TestReporter reporter) {
            reporter.publishEntry("id", web.id());
        }

        @Web
        @Test
        void two(RunningContainer web, TestReporter reporter) {
            reporter.publishEntry("id", web.id());
        }

        @Web
        @Test
        void three(RunningContainer web, TestReporter reporter) {
            reporter.publishEntry("id", web.id());
        }
    }

    /** Two tests fail at the same time on the same container, which can be paused by one at a time. */
    @Box
    static class FailingTestCase {
        private static final CountDownLatch both = new CountDownLatch(2);

        @Test
        void one() throws InterruptedException {
            failTogether();
        }

        @Test
        void two() throws InterruptedException {
            failTogether();
        }

        private static void failTogether() throws InterruptedException {
            both.countDown();
            assertThat(both.await(60, TimeUnit.SECONDS)).isTrue();
            throw new AssertionError("on purpose");
        }
    }

    /** Ten tests on one container, all under way when one of them fails. */
    @Box
    static class OneOfTenTestCase {
        private static final CountDownLatch all = new CountDownLatch(10);
        private static final CountDownLatch marked = new CountDownLatch(1);

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
        void each(int number, RunningContainer box, TestReporter reporter) throws InterruptedException {
            all.countDown();
            assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
            if (number == 7) {
                box.exec("touch", "/of-seven");
                marked.countDown();
                throw new AssertionError("on purpose");
            }
            assertThat(marked.await(60, TimeUnit.SECONDS)).isTrue();
            // Goes on while the container is read for the other's sake; a pause holds it up, and breaks nothing.
            for (int i = 0; i < 3; i++) {
                assertThat(box.exec("true").exitCode()).isZero();
            }
            reporter.publishEntry("through", "" + number);
        }
    }

    @Test
    void oneOfTenThatShareAContainerIsTheOneThatHasFailed() {
        Map<String, String> ten = new HashMap<>(PARALLEL);
        ten.put("junit.jupiter.execution.parallel.config.fixed.parallelism", "10");
        try (Run run = Run.with(ten, OneOfTenTestCase.class)) {
            assertThat(run.tests()).isEqualTo("9 ok, 1 failed, 0 aborted");
            assertThat(run.reported("through")).hasSize(9);
            assertThat(run.snapshot().test()).endsWith("/[test-template-invocation:#7]");
            assertThat(run.snapshot().consistent()).isTrue();
            assertThat(run.notices())
                    .singleElement()
                    .asString()
                    .contains(run.snapshot().id());
            try (Started kept = Started.asleep(run.snapshot().images().get(0).name())) {
                assertThat(kept.sh("ls /")).contains("of-seven");
            }
        }
    }

    @Test
    void methodsShareTheClassesContainer() {
        Run run = Run.with(PARALLEL, SharedTestCase.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.reported("id")).hasSize(3);
        assertThat(run.reported("id").stream().distinct()).hasSize(1);
    }

    @Test
    void methodsHaveTheirOwn() {
        Run run = Run.with(PARALLEL, MethodsOwnTestCase.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.reported("id")).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void failuresAtTheSameTimeHaveASnapshotEach() {
        try (Run run = Run.with(PARALLEL, FailingTestCase.class)) {
            assertThat(run.failures())
                    .hasSize(2)
                    .allSatisfy(each -> assertThat(each).hasMessage("on purpose"));
            assertThat(run.snapshots())
                    .hasSize(2)
                    .allSatisfy(each -> assertThat(each.consistent()).isTrue());
            assertThat(run.notices())
                    .hasSize(2)
                    .allSatisfy(each -> assertThat(each).doesNotContain("Note:"));
        }
    }
}
