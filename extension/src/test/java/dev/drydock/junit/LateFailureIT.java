package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.snapshot.Snapshots;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import org.junit.internal.AssumptionViolatedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Failures that no callback of Drydock's sees in time, and what is none. */
@ExtendWith(LeakCheck.class)
@Tag("long")
class LateFailureIT {
    /** As those that look for stubs that weren't used. */
    static class FailsAfterwards implements AfterEachCallback {
        @Override
        public void afterEach(ExtensionContext context) {
            throw new IllegalStateException("late");
        }
    }

    @CommitOnFailure
    @ExtendWith(FailsAfterwards.class)
    static class InstanceFieldTestCase {
        @RegisterExtension
        final ContainerExtension box = ContainerExtension.of("busybox:1.36")
                .name("box")
                .command("sleep", "600")
                .build();

        @Test
        void passes() {
            assertThat(box.exec("touch", "/made").exitCode()).isZero();
        }
    }

    @CommitOnFailure
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class AssumptionOfJUnit4TestCase {
        @Test
        void aborts() {
            throw new AssumptionViolatedException("not here");
        }
    }

    /** Ready only in its second life. */
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            restart = "on-failure",
            command = {
                "sh",
                "-c",
                "[ -e /lived ] || { touch /lived; echo down; exit 1; }; echo it is up; exec sleep 600"
            },
            ready = @Ready(log = "it is up", timeout = 20))
    static class RestartedTestCase {
        @Test
        void isReady(RunningContainer box) {
            assertThat(box.logs()).isEqualTo("down\nit is up\n");
            assertThat(box.awaitLog("it is .*", java.time.Duration.ofSeconds(10))
                            .text())
                    .isEqualTo("it is up");
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @WithContainer(
            name = "dies",
            image = "busybox:1.36",
            scope = Scope.SESSION,
            command = {"sh", "-c", "sleep 1; exit 3"},
            ready = @Ready(log = "never"))
    @interface Dies {}

    @Dies
    @CommitOnFailure
    static class DiesOneTestCase {
        @Test
        void isNotReached() {}
    }

    @Dies
    @CommitOnFailure
    static class DiesOtherTestCase {
        @Test
        void isNotReached() {}
    }

    @AfterEach
    void remove() {
        Snapshots snapshots = new Snapshots(TestEngine.CLIENT);
        snapshots.list().stream()
                .filter(each -> each.name().matches("(InstanceField|AssumptionOfJUnit4|DiesOne|DiesOther)TestCase.*"))
                .forEach(snapshots::remove);
    }

    @Test
    void containersOfTheInstanceAreThereForTheLastLook() {
        Run run = Run.of(InstanceFieldTestCase.class);

        assertThat(run.failure()).hasMessage("late");
        assertThat(run.notices()).singleElement().asString().contains("were kept as they were at this failure");
    }

    @Test
    void anAssumptionOfJUnit4IsNoFailure() {
        Run run = Run.of(AssumptionOfJUnit4TestCase.class);

        assertThat(run.tests()).isEqualTo("0 ok, 0 failed, 1 aborted");
        assertThat(run.reported("drydock.snapshot")).isEqualTo(List.of());
    }

    @Test
    void aRestartedContainerIsReadyByWhatItWritesThen() {
        assertThat(Run.of(RestartedTestCase.class).failures()).isEmpty();
    }

    @Test
    void classesThatShareAContainerThatFailsAreToldOfTheirOwnSnapshots() {
        Run run = Run.with(
                Map.of(
                        "drydock.session.linger", "0",
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "2"),
                DiesOneTestCase.class,
                DiesOtherTestCase.class);

        assertThat(run.failures())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each)
                        .isInstanceOf(ContainerStartException.class)
                        .hasMessageContaining("exited with code 3"))
                .extracting(each -> each.getSuppressed().length)
                .containsOnly(1);
    }
}
