package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.snapshot.Snapshot;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.Shell;
import dev.drydock.testing.Started;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Containers that don't become ready: what is said, and what is kept of them. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class StartFailureIT {
    @WithContainer(
            name = "slow",
            image = "busybox:1.36",
            command = {"sh", "-c", "echo kept >/data; echo up and running; exec sleep 600"},
            ready = @Ready(log = "never comes", timeout = 1500, unit = TimeUnit.MILLISECONDS))
    @CommitOnFailure
    static class NeverReadyTestCase {
        @Test
        void isNotReached() {}
    }

    @WithContainer(
            name = "brief",
            image = "busybox:1.36",
            command = {"sh", "-c", "echo kept >/data; echo no configuration >&2; exit 3"},
            ready = @Ready(log = "up"))
    @CommitOnFailure
    static class ExitsTestCase {
        @Test
        void isNotReached() {}
    }

    @WithContainer(name = "lost", image = "busybox:1.36", command = "/no/such/program")
    static class NoProgramTestCase {
        @Test
        void isNotReached() {}
    }

    static class OwnContainerTestCase {
        @Test
        @CommitOnFailure
        @WithContainer(
                name = "brief",
                image = "busybox:1.36",
                command = {"sh", "-c", "echo kept >/data; exit 4"})
        void isNotReached() {}
    }

    @Test
    void notReadyInTimeSaysWhatWasWaitedForAndSeen() {
        try (Run run = Run.of(NeverReadyTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContainingAll(
                            "'slow' (busybox:1.36)",
                            "wasn't ready after 1500 ms",
                            "a line of its output matches \"never comes\"",
                            "last seen: 0 matching lines",
                            "The end of its output:\n    up and running");
            assertThat(kept(run)).isEqualTo("kept\n");
            assertThat(run.snapshot().test()).endsWith("$NeverReadyTestCase]");
        }
    }

    @Test
    void oneThatExitsFailsAtOnceWithCodeAndOutput() {
        try (Run run = Run.of(ExitsTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContainingAll(
                            "'brief' (busybox:1.36)",
                            "exited with code 3 while it was waited for",
                            "The end of its output:\n    no configuration");
            assertThat(kept(run)).isEqualTo("kept\n");
        }
    }

    @Test
    void theSnapshotOfOneThatHasEndedIsOpenedWithAShell() {
        try (Run run = Run.of(ExitsTestCase.class)) {
            String command = run.snapshot().images().get(0).openCommand();
            assertThat(Shell.run(command, "cat /data\n")).isEqualTo(new Shell(0, "kept\n"));
        }
    }

    @Test
    void oneOfAMethodIsKeptForThatMethod() {
        try (Run run = Run.of(OwnContainerTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining("exited with code 4");
            assertThat(kept(run)).isEqualTo("kept\n");
            assertThat(run.snapshot().test()).endsWith("/[method:isNotReached()]");
        }
    }

    @Test
    void oneThatCannotBeStartedSaysTheEnginesWords() {
        try (Run run = Run.of(NoProgramTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContainingAll("'lost' (busybox:1.36) couldn't be started", "/no/such/program");
        }
    }

    private static String kept(Run run) {
        Snapshot snapshot = run.snapshot();
        assertThat(run.notices()).singleElement().asString().contains(snapshot.id());
        try (Started container = Started.asleep(snapshot.images().get(0).name())) {
            return container.sh("cat /data");
        }
    }
}
