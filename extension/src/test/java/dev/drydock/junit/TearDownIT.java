package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.drydock.client.Filters;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing is left, whatever the test has done to its containers: the leak check looks after each of these. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class TearDownIT {
    @Box
    @Web
    static class PausedTestCase {
        @Test
        void pauses(RunningContainer box) {
            TestEngine.CLIENT.containers().pause(box.id());
        }
    }

    /** One that the test has paused stays so: its files are read, and what the test did isn't undone. */
    @Box
    static class PausedAndFailedTestCase {
        @Test
        void pauses(RunningContainer box) {
            TestEngine.CLIENT.containers().pause(box.id());
            fail("the test's own");
        }

        @AfterEach
        void look(RunningContainer box, TestReporter reporter) {
            boolean paused =
                    TestEngine.CLIENT.containers().inspect(box.id()).state().paused();
            reporter.publishEntry("paused", "" + paused);
        }
    }

    @WithContainer(image = "redis:7", ports = 6379)
    static class VolumeTestCase {
        @Test
        void writes(RunningContainer redis, TestReporter reporter) {
            assertThat(redis.exec("redis-cli", "set", "a", "1").exitCode()).isZero();
            TestEngine.CLIENT
                    .containers()
                    .inspect(redis.id())
                    .mounts()
                    .forEach(each -> reporter.publishEntry("volume", String.valueOf(each.name())));
        }
    }

    @Box
    static class RemovedTestCase {
        @Test
        void removesItself(RunningContainer box) {
            TestEngine.CLIENT.containers().remove(box.id());
            fail("the test's own");
        }
    }

    @Box
    @Web
    static class OneRemovedTestCase {
        @Test
        void removesOne(RunningContainer web) {
            TestEngine.CLIENT.containers().remove(web.id());
            fail("the test's own");
        }
    }

    @Box
    static class KilledTestCase {
        @Test
        void kills(RunningContainer box) {
            box.exec("touch", "/evidence");
            TestEngine.CLIENT.containers().kill(box.id(), "KILL");
            TestEngine.CLIENT.containers().waitUntilStopped(box.id());
            fail("the test's own");
        }
    }

    @Test
    void aPausedContainerIsRemoved() {
        assertThat(Run.of(PausedTestCase.class).failures()).isEmpty();
    }

    @Test
    void aContainerThatTheTestHasPausedIsKeptAndStaysPaused() {
        try (Run run = Run.of(PausedAndFailedTestCase.class)) {
            assertThat(run.failure()).hasMessage("the test's own");
            assertThat(run.snapshot().consistent()).isTrue();
            assertThat(run.reported("paused")).containsExactly("true");
        }
    }

    @Test
    void anonymousVolumesGoToo() {
        try (Run run = Run.of(VolumeTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.reported("volume")).isNotEmpty();
            assertThat(TestEngine.CLIENT.volumes().list(Filters.NONE))
                    .noneMatch(each -> run.reported("volume").contains(each.name()));
        }
    }

    @Test
    void aContainerThatIsGoneDoesNotHideTheFailure() {
        try (Run run = Run.of(RemovedTestCase.class)) {
            assertThat(run.failure()).isInstanceOf(AssertionError.class).hasMessage("the test's own");
            assertThat(run.snapshots()).isEmpty();
            assertThat(run.notices())
                    .containsExactly("The containers of RemovedTestCase.removesItself couldn't be kept:"
                            + " none of its containers exists any more");
        }
    }

    @Test
    void theOthersAreKeptWhenOneIsGone() {
        try (Run run = Run.of(OneRemovedTestCase.class)) {
            assertThat(run.failure()).hasMessage("the test's own");
            assertThat(run.snapshot().images())
                    .singleElement()
                    .satisfies(each -> assertThat(each.container()).isEqualTo("box"));
            assertThat(run.snapshot().consistent()).isFalse();
            assertThat(run.notices())
                    .singleElement()
                    .asString()
                    .contains("Note: container 'web' is gone, so it isn't in the snapshot");
        }
    }

    @Test
    void aContainerThatHasEndedIsKept() {
        try (Run run = Run.of(KilledTestCase.class)) {
            assertThat(run.failure()).hasMessage("the test's own");
            assertThat(run.snapshot().images()).hasSize(1);
            try (Started kept = Started.asleep(run.snapshot().images().get(0).name())) {
                assertThat(kept.sh("ls /")).contains("evidence");
            }
        }
    }
}
