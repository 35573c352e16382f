package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a command that a test doesn't wait for any more, by a time-out of its own or of JUnit's. */
@ExtendWith(LeakCheck.class)
@Tag("long")
class ExecTimeoutIT {
    @WithContainer(
            name = "idle",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class SleepingTestCase {
        @Test
        @Timeout(3)
        void waits(RunningContainer idle) {
            idle.exec("sh", "-c", "sleep 61 & sleep 60");
        }

        @AfterEach
        void look(RunningContainer idle, TestReporter reporter) {
            reporter.publishEntry(
                    "processes", TestEngine.CLIENT.exec().run(idle.id(), "ps").stdoutText());
        }
    }

    @Test
    void theCommandIsNotWaitedForAndEnds() {
        Run run = Run.of(SleepingTestCase.class);

        assertThat(run.failure()).isInstanceOf(TimeoutException.class);
        assertThat(run.reported("processes"))
                .singleElement()
                .asString()
                .containsPattern("sleep 600\\s")
                .doesNotContainPattern("sleep 6[01]\\s");
    }

    @WithContainer(
            name = "idle",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class TimedTestCase {
        private static final Duration SHORT = Duration.ofMillis(500);

        /** Its children too, those of another user too, and no other command. */
        @Test
        void theCommandEndsWithAllThatItHasStarted(RunningContainer idle) {
            idle.exec("sh", "-c", "sleep 62 &");
            ContainerCommand command = ContainerCommand.of(
                            "sh",
                            "-c",
                            "sleep 63 & (setsid sleep 64 &); env | grep -c DRYDOCK_EXEC >/tmp/marks; sleep 65")
                    .withUser("1234:5")
                    .withEnv("A=b")
                    .withTimeout(SHORT);

            assertThatThrownBy(() -> idle.exec(command))
                    .isInstanceOf(ContainerTimeoutException.class)
                    .hasMessage("Cannot run 'sh' in container 'idle' (busybox:1.36): it takes longer than 500 ms."
                            + " It was killed.");

            assertThat(idle.files().read("/tmp/marks")).isEqualTo("1\n");
            assertThat(processes(idle))
                    .containsPattern("sleep 600\\s")
                    .containsPattern("sleep 62\\s")
                    .doesNotContainPattern("sleep 6[345]\\s");
        }

        /** Of a process of another user nobody can read the environment. */
        @Test
        void alsoWhatItHasStartedAsAnotherUser(RunningContainer idle) {
            idle.files().write("/etc/passwd", "root:x:0:0::/:/bin/sh\nother:x:77:77::/:/bin/sh\n");
            ContainerCommand command = ContainerCommand.of("su", "other", "-c", "sleep 67 & sleep 68")
                    .withTimeout(SHORT);

            assertThatThrownBy(() -> idle.exec(command)).hasMessageEndingWith(" It was killed.");

            assertThat(processes(idle)).containsPattern("sleep 600\\s").doesNotContainPattern("sleep 6[78]\\s");
        }

        @Test
        @WithContainer(
                name = "idle",
                image = "busybox:1.36",
                command = {"sleep", "600"})
        void saysWhenItCannotBeEnded(RunningContainer idle) {
            ContainerCommand command =
                    ContainerCommand.of("sh", "-c", "rm /bin/sh; exec sleep 66").withTimeout(SHORT);

            assertThatThrownBy(() -> idle.exec(command))
                    .isInstanceOf(ContainerTimeoutException.class)
                    .hasMessageStartingWith("Cannot run 'sh' in container 'idle' (busybox:1.36): it takes longer than"
                            + " 500 ms. It goes on running in the container: it takes a shell there to end it, and sh")
                    .hasMessageContaining("not found");

            assertThat(processes(idle)).containsPattern("sleep 66\\s");
        }

        private static String processes(RunningContainer idle) {
            return TestEngine.CLIENT.exec().run(idle.id(), "ps").stdoutText();
        }
    }

    @Test
    void aTimeOutOfItsOwnEndsIt() {
        try (Run run = Run.of(TimedTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.tests()).isEqualTo("3 ok, 0 failed, 0 aborted");
        }
    }
}
