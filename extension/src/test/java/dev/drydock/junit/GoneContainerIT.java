package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.snapshot.Snapshot;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.AssertionFailedError;

/** A test fails whose container has ended, or isn't there any more. The engine that is gone: {@link EngineGoneIT}. */
@ExtendWith(LeakCheck.class)
class GoneContainerIT {
    @Box
    static class EndedTestCase {
        @Test
        void fails(RunningContainer box) {
            box.exec("sh", "-c", "echo last >/words");
            box.kill();
            throw new AssertionFailedError("the test's own failure");
        }
    }

    @Box
    static class RemovedTestCase {
        @Test
        void fails(RunningContainer box) {
            TestEngine.CLIENT.containers().remove(box.id());
            throw new AssertionFailedError("the test's own failure");
        }

        @AfterEach
        void cleanUp(RunningContainer box) {
            System.err.println("[fixture] " + box.name());
        }
    }

    @Box
    @WithContainer(
            name = "second",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class OneOfTwoRemovedTestCase {
        @Test
        void fails(RunningContainer second) {
            TestEngine.CLIENT.containers().remove(second.id());
            throw new AssertionFailedError("the test's own failure");
        }
    }

    private static void assertThatTheFailureIsIntact(Run run) {
        assertThat(run.tests()).isEqualTo("0 ok, 1 failed, 0 aborted");
        assertThat(run.failure())
                .isExactlyInstanceOf(AssertionFailedError.class)
                .hasMessage("the test's own failure")
                .hasNoCause();
        assertThat(run.failure().getSuppressed()).hasSize(1);
    }

    @Test
    void ofOneThatHasEndedItsFilesAreKept() {
        try (Run run = Run.of(EndedTestCase.class)) {
            assertThatTheFailureIsIntact(run);
            Snapshot snapshot = run.snapshot();
            assertThat(snapshot.image("box").orElseThrow().setup().running()).isFalse();
            assertThat(run.notices()).singleElement().asString().contains(snapshot.id());
        }
    }

    @Test
    void whenNothingIsThereAnyMoreItIsSaid() {
        try (Run run = Run.of(RemovedTestCase.class)) {
            assertThatTheFailureIsIntact(run);
            assertThat(run.notices())
                    .containsExactly("The containers of RemovedTestCase.fails couldn't be kept: none of its containers"
                            + " exists any more");
            assertThat(run.snapshots()).isEmpty();
            assertThat(run.stderr()).contains("[fixture] box");
        }
    }

    @Test
    void whatIsThereIsKeptAndTheRestIsSaid() {
        try (Run run = Run.of(OneOfTwoRemovedTestCase.class)) {
            assertThatTheFailureIsIntact(run);
            assertThat(run.snapshot().images())
                    .extracting(Snapshot.Image::container)
                    .containsExactly("box");
            assertThat(run.notices())
                    .singleElement()
                    .asString()
                    .contains("container 'second' is gone, so it isn't in the snapshot");
        }
    }
}
