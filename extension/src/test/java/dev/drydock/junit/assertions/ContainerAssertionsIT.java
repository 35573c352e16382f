package dev.drydock.junit.assertions;

import static dev.drydock.junit.assertions.ContainerAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.junit.ContainerCommand;
import dev.drydock.junit.HealthCheck;
import dev.drydock.junit.Ready;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.WithContainer;
import dev.drydock.testing.HealthChecks;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What assertions hold for, what they say else, and how they wait. */
@ExtendWith(LeakCheck.class)
class ContainerAssertionsIT {
    @WithContainer(
            name = "web",
            image = "busybox:1.36",
            ports = {80, 81},
            healthCheck =
                    @HealthCheck(
                            command = {"test", "-e", "/healthy"},
                            interval = "100ms"),
            command = {"sh", "-c", "echo begun; mkdir /www; exec httpd -f -p 80 -h /www"},
            ready = @Ready(port = 80))
    static class WebTestCase {
        @Test
        void whatHolds(RunningContainer web) {
            web.exec("touch", "/healthy");
            HealthChecks.run(web.id());
            assertThat(web)
                    .isRunning()
                    .hasLogLine("^beg.n$")
                    .hasNoLogLine("ended")
                    .hasFile("/www")
                    .hasNoFile("/none")
                    .hasChanged("/www")
                    .hasNotChanged("/bin")
                    .isReachableAt(80)
                    .isNotReachableAt(81)
                    .eventually()
                    .isHealthy();
            web.files().write("/text", "content");
            assertThat(web).hasFile("/text", "content");
            assertThat(web).logs().startsWith("begun");
            assertThat(web).exec("echo", "hi").succeeds().outputs("hi").outputsMatching("^h");
            assertThat(web).exec("cat", "/none").fails().exitsWith(1).complainsMatching("No such");
            assertThat(web).exec(ContainerCommand.of("cat").withStdin("in")).outputs("in");
            web.pause();
            assertThat(web).isPaused().isRunning();
            web.unpause();
        }

        @Test
        void whatIsWaitedFor(RunningContainer web) {
            web.exec("sh", "-c", "(sleep 0.3; touch /later; echo later >>/proc/1/fd/1) >/dev/null 2>&1 &");
            assertThat(web).eventually().hasFile("/later").hasLogLine("later");
            web.exec("sh", "-c", "rm -f /soon; (sleep 0.3; echo soon >/soon) >/dev/null 2>&1 &");
            assertThat(web)
                    .within(Duration.ofSeconds(20))
                    .exec("cat", "/soon")
                    .succeeds()
                    .outputs("soon");
        }

        @Test
        void whatDoesNotHold(RunningContainer web) {
            says(
                    () -> assertThat(web).hasLogLine("never"),
                    "Expected container 'web' \\(busybox:1.36\\) to have written a line that matches \"never\", but it"
                            + " runs and is \\w+\\. The end of its output:\n    begun(?s:.*)");
            says(
                    () -> assertThat(web).as("the shop").hasFile("/www", "x"),
                    "\\[the shop\\] Expected .* with the content \"x\", but it .* It is a folder\\.(?s:.*)");
            says(() -> assertThat(web).isPaused(), "Expected .* to be paused, but it runs(?s:.*)");
            says(() -> assertThat(web).hasExited(), "Expected .* to have ended, but it runs(?s:.*)");
            says(
                    () -> assertThat(web).isReachableAt(81),
                    "Expected .* to accept connections to its port 81, but it runs.* "
                            // Podman has no proxy in between.
                            + (TestEngine.CLIENT.isPodman()
                                    ? "There is no connection to 127.0.0.1:\\d+: Connection refused"
                                    : "A connection to 127.0.0.1:\\d+ is closed at once")
                            + "\\.(?s:.*)");
            says(
                    () -> assertThat(web)
                            .exec("sh", "-c", "echo a; echo b >&2; exit 3")
                            .succeeds(),
                    "Expected .* to run 'sh', and that to exit with 0, but it runs.* The command exited with 3, wrote \"a\","
                            + " and to standard error \"b\"\\.(?s:.*)");
            says(
                    () -> assertThat(web).hasChanged("/bin"),
                    "Expected .* to have changed /bin, but it .* It has changed (?s:.*)");
            web.files().write("/wrong", "is");
            says(
                    () -> assertThat(web).hasFile("/wrong", "ought"),
                    "Expected .* to have /wrong with the content \"ought\", but it .* Its content is \"is\"\\.(?s:.*)");
            says(
                    () -> assertThat(web).within(Duration.ofMillis(200)).hasFile("/none"),
                    "Expected .* to have /none within 200 ms, but it runs(?s:.*)");
        }
    }

    @WithContainer(
            name = "dying",
            image = "busybox:1.36",
            command = {"sh", "-c", "echo last words; sleep 1; exit 4"})
    static class DyingTestCase {
        @Test
        void endsTheWaiting(RunningContainer dying) {
            says(
                    () -> assertThat(dying).within(Duration.ofMinutes(10)).hasFile("/none"),
                    "Expected container 'dying' \\(busybox:1.36\\) to have /none, but it has exited with code 4\\. The end of"
                            + " its output:\n    last words");
            assertThat(dying).hasExited().hasExited(4).hasLogLine("last words");
            assertThat(dying).eventually().hasLogLine("words").hasFile("/bin/sh");
            says(
                    () -> assertThat(dying).hasExited(0),
                    "Expected .* to have exited with code 0, but it has exited with code 4(?s:.*)");
            says(
                    () -> assertThat(dying).eventually().exec("true").succeeds(),
                    "Expected .* to run 'true', and that(?s:.*)");
            dying.client().containers().remove(dying.id());
            says(
                    () -> assertThat(dying).isRunning(),
                    "Expected .* to run, but it isn't there: .* somebody has removed it\\.");
        }
    }

    private static void says(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion)
                .isInstanceOf(AssertionError.class)
                .message()
                .matches(message);
    }

    @Test
    void assertions() {
        try (Run run = Run.of(WebTestCase.class, DyingTestCase.class)) {
            assertThat(run.failures()).isEqualTo(List.of());
            assertThat(run.tests()).isEqualTo("4 ok, 0 failed, 0 aborted");
        }
    }
}
