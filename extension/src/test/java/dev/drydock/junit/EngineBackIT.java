package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.drydock.testing.Fork;
import dev.drydock.testing.Forwarder;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Remains;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An engine that goes away in the middle and comes back: during the run, or when it is over. */
@ExtendWith(LeakCheck.class)
@Tag("long")
class EngineBackIT {
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class AwayTestCase {
        @Test
        @WithContainer(
                name = "own",
                image = "busybox:1.36",
                command = {"sleep", "600"})
        void fails(RunningContainer own) throws IOException {
            System.out.println("[fixture] " + own.id());
            assertThat(System.in.read()).isEqualTo('\n');
            fail("the test's own");
        }
    }

    @Test
    void theNextClassFindsItAgainAndNothingIsLeft(@TempDir Path folder) throws IOException, InterruptedException {
        Path socket = folder.resolve("engine.sock");
        try (Forwarder before = new Forwarder(socket);
                Fork fork = Fork.withEngineAt(before.address(), RestartedTestCases.classes())) {
            Remains remains = new Remains(fork.pid());
            String box = fork.await("[fixture] ");
            before.cut();
            // As an engine does that is stopped.
            TestEngine.CLIENT.containers().kill(box, "KILL");
            try (Forwarder after = new Forwarder(socket)) {
                assertThat(after.address()).isEqualTo(before.address());
                fork.goOn();

                assertThat(fork.toEnd())
                        .contains("[fork] waits(RunningContainer) SUCCESSFUL")
                        .contains("[fork] hasItsContainer(RunningContainer) SUCCESSFUL")
                        .contains("[fork] through");
                assertThat(remains.now()).isEmpty();
            }
        }
    }

    /** The engine calls it unhealthy, which only events tell of before the time is over. */
    @WithContainer(
            name = "sick",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            healthCheck =
                    @HealthCheck(value = "false", interval = "200ms", timeout = "5s", startPeriod = "1ms", retries = 1),
            ready = @Ready(log = "never", timeout = 40))
    static class SickTestCase {
        @Test
        void isNotReached() {}
    }

    @Test
    void eventsAreFollowedAgain(@TempDir Path folder) throws IOException, InterruptedException {
        Path socket = folder.resolve("engine.sock");
        try (Forwarder before = new Forwarder(socket);
                Fork fork = Fork.withEngineAt(
                        before.address(), RestartedTestCases.MiddleTestCase.class, SickTestCase.class)) {
            fork.await("[fixture] ");
            before.cut();
            try (Forwarder after = new Forwarder(socket)) {
                assertThat(after.address()).isEqualTo(before.address());
                fork.goOn();

                assertThat(fork.toEnd())
                        .contains("[fork] waits(RunningContainer) SUCCESSFUL")
                        .contains("[fork] " + SickTestCase.class.getName() + " FAILED")
                        .contains("was found unhealthy by the engine")
                        .doesNotContain("isNotReached");
            }
        }
    }

    @Test
    void whatCouldNotBeRemovedIsRemovedWhenItIsBackAndStrictSaysSo(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path socket = folder.resolve("engine.sock");
        try (Forwarder before = new Forwarder(socket);
                Fork fork = Fork.with(
                        Map.of("DOCKER_HOST", before.address(), "DRYDOCK_STRICT", "true"), AwayTestCase.class)) {
            Remains remains = new Remains(fork.pid());
            fork.await("[fixture] ");
            ProcessHandle reaper = ProcessHandle.of(fork.pid())
                    .orElseThrow()
                    .children()
                    .findFirst()
                    .orElseThrow();
            before.cut();
            fork.goOn();

            assertThat(fork.toEnd())
                    .contains(
                            "[fork] fails(RunningContainer) FAILED\norg.opentest4j.AssertionFailedError: the test's own")
                    .contains("Not all containers of method AwayTestCase.fails could be removed: ")
                    .contains("[fork] " + AwayTestCase.class.getName() + " FAILED\n")
                    .contains("Not all containers of class AwayTestCase could be removed: ")
                    .contains("(drydock.strict = true makes this a failure)");
            assertThat(remains.now()).hasSize(2);
            try (Forwarder after = new Forwarder(socket)) {
                assertThat(after.address()).isEqualTo(before.address());
                reaper.onExit().join();
                assertThat(remains.now()).isEmpty();
            }
        }
    }
}
