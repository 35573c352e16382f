package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.ExecResult;
import dev.drydock.client.LogOptions;
import dev.drydock.client.OutputFrame;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands and output. */
@ExtendWith(LeakCheck.class)
class HandleExecIT {
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sh", "-c", "echo out; echo err >&2; while read line; do echo $line; done </pipe", "x"},
            entrypoint = {"sh", "-c", "mkfifo /pipe; exec \"$@\" <>/pipe", "x"})
    static class BoxTestCase {
        @Test
        void execTakesUserEnvironmentFolderAndInput(RunningContainer box) {
            ExecResult result = box.exec(ContainerCommand.of("sh", "-c", "id -u; pwd; echo $A; cat")
                    .withUser("1234:5")
                    .withEnv("A=b")
                    .withWorkingDir("/tmp")
                    .withStdin("typed"));

            assertThat(result.stdoutText()).isEqualTo("1234\n/tmp\nb\ntyped");
            assertThat(result.exitCode()).isZero();
        }

        @Test
        void execEndsWithItsTime(RunningContainer box) {
            assertThatThrownBy(
                            () -> box.exec(ContainerCommand.of("sleep", "600").withTimeout(Duration.ofMillis(300))))
                    .isInstanceOf(ContainerTimeoutException.class)
                    .hasMessage("Cannot run 'sleep' in container 'box' (busybox:1.36): it takes longer than 300 ms."
                            + " It was killed.");
        }

        @Test
        void execSaysThatTheContainerIsPaused(RunningContainer box) {
            box.pause();
            box.pause();
            try {
                assertThatThrownBy(() -> box.exec("true"))
                        .isInstanceOf(ContainerStateException.class)
                        .hasMessage(
                                "Cannot run 'true' in container 'box' (busybox:1.36): it is paused. unpause() lets it"
                                        + " go on.");
            } finally {
                box.unpause();
                box.unpause();
            }
            assertThat(box.exec("true").exitCode()).isZero();
        }

        @Test
        void logsAreReadInParts(RunningContainer box) {
            assertThat(box.logs(LogOptions.ALL.stdoutOnly()))
                    .startsWith("out\n")
                    .doesNotContain("err");
            assertThat(box.logs(LogOptions.ALL.stderrOnly())).isEqualTo("err\n");
            assertThat(box.logs()).contains("out\n", "err\n");
            assertThatThrownBy(() -> box.logs(LogOptions.FOLLOW)).isInstanceOf(IllegalArgumentException.class);
        }

        /** What is written in pieces, also in the middle of a letter, is one line. */
        @Test
        void aLineIsWaitedFor(RunningContainer box) {
            box.exec("sh", "-c", "(sleep 0.3; printf 'sp\\303'; sleep 0.1; printf '\\244t\\n') >/pipe &");

            LogLine line = box.awaitLog("^sp.t$", Duration.ofSeconds(20));

            assertThat(line).isEqualTo(new LogLine(OutputFrame.Source.STDOUT, "spät"));
        }

        @Test
        void aLineFromNowOnIsWaitedFor(RunningContainer box) {
            say(box, "again 1");
            Instant after = Instant.now();
            say(box, "again 2");

            assertThat(box.awaitLog("again", Duration.ofSeconds(20), after).text())
                    .isEqualTo("again 2");
            assertThat(box.awaitLog("again", Duration.ofSeconds(20)).text()).isEqualTo("again 1");
        }

        @Test
        void aLineThatDoesNotComeIsNotWaitedForLonger(RunningContainer box) {
            assertThatThrownBy(() -> box.awaitLog("never", Duration.ofMillis(300)))
                    .isInstanceOf(ContainerTimeoutException.class)
                    .hasMessageContaining("Cannot find a line that matches \"never\" in the output of container 'box'"
                            + " (busybox:1.36): there was none within 300 ms. The end of its output:\n")
                    .hasMessageContaining("    err\n");
        }

        @Test
        void outputIsFollowedUntilItIsClosed(RunningContainer box) throws InterruptedException {
            BlockingQueue<String> lines = new LinkedBlockingQueue<>();
            LogFollower follower = box.followLogs(line -> lines.add(line.text()));
            say(box, "followed");
            awaitIn(lines, "followed");
            assertThat(follower.isOpen()).isTrue();
            follower.close();
            assertThat(follower.isOpen()).isFalse();
            say(box, "unheard");
            box.awaitLog("unheard", Duration.ofSeconds(20));
            assertThat(lines).doesNotContain("unheard");
        }

        private static void say(RunningContainer box, String line) {
            assertThat(box.exec("sh", "-c", "echo " + line + " >/pipe; sleep 0.1")
                            .exitCode())
                    .isZero();
        }

        private static void awaitIn(BlockingQueue<String> lines, String wanted) throws InterruptedException {
            String line = "";
            while (!line.equals(wanted)) {
                line = lines.poll(20, TimeUnit.SECONDS);
                assertThat(line).as("a line before " + wanted).isNotNull();
            }
        }
    }

    @WithContainer(
            name = "short",
            image = "busybox:1.36",
            command = {"sh", "-c", "echo one; echo two; sleep 1; exit 3"})
    static class EndingTestCase {
        @Test
        void aLineIsNotWaitedForWhenTheContainerEnds(@ContainerName("short") RunningContainer ending) {
            assertThatThrownBy(() -> ending.awaitLog("three", Duration.ofMinutes(10)))
                    .isInstanceOf(ContainerStateException.class)
                    .hasMessage("Cannot find a line that matches \"three\" in the output of container 'short'"
                            + " (busybox:1.36): it doesn't run: it exited with code 3. start() starts it again. The end of"
                            + " its output:\n    one\n    two\n");
            assertThatThrownBy(() -> ending.exec("true"))
                    .isInstanceOf(ContainerStateException.class)
                    .hasMessageContaining(
                            "Cannot run 'true' in container 'short' (busybox:1.36): it doesn't run: it exited"
                                    + " with code 3.");
            assertThat(ending.isRunning()).isFalse();
            assertThat(ending.files().read("/etc/passwd")).isNotEmpty();
        }
    }

    @Test
    void commandsAndOutput() {
        try (Run run = Run.of(BoxTestCase.class, EndingTestCase.class)) {
            assertThat(run.failures()).isEqualTo(List.of());
            assertThat(run.tests()).isEqualTo("9 ok, 0 failed, 0 aborted");
        }
    }
}
