package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import dev.drydock.testing.TestImage;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of containers that run, but aren't ready. */
@ExtendWith(LeakCheck.class)
class NotReadyIT {
    private static final String UNHEALTHY = "drydock/unhealthy-for-tests:1";

    /** Found unhealthy, there is no use in waiting for the log. */
    @WithContainer(
            name = "sick",
            image = UNHEALTHY,
            command = {"sleep", "600"},
            ready = @Ready(log = "never comes"))
    static class UnhealthyTestCase {
        @Test
        void isNotReached() {}
    }

    @WithContainer(image = "redis:7", ports = 6380, ready = @Ready(timeout = 1))
    static class WrongPortTestCase {
        @Test
        void isNotReached() {}
    }

    @WithContainer(
            image = "busybox:1.36",
            command = {"sleep", "600"},
            ready = @Ready(healthCmd = "echo no license; exit 5", timeout = 1))
    static class FailingCommandTestCase {
        @Test
        void isNotReached() {}
    }

    /** Its first process is killed. */
    @WithContainer(
            name = "greedy",
            image = "busybox:1.36",
            memory = "16m",
            command = {"tail", "/dev/zero"},
            ready = @Ready(log = "never comes"))
    static class OutOfMemoryTestCase {
        @Test
        void isNotReached() {}
    }

    /** A process below the first one is killed, and the first one goes on without it. */
    @WithContainer(
            name = "greedy",
            image = "busybox:1.36",
            memory = "16m",
            command = {"sh", "-c", "tail /dev/zero; exec sleep 600"},
            ready = @Ready(log = "never comes"))
    static class ProcessOutOfMemoryTestCase {
        @Test
        void isNotReached() {}
    }

    @WithContainer(
            image = "busybox:1.36",
            command = {"sh", "-c", "echo up; exec sleep 600"},
            ready =
                    @Ready(
                            log = "up",
                            command = {"test", "-f", "/never"},
                            file = "/neither",
                            timeout = 2))
    static class SecondOfThreeTestCase {
        @Test
        void isNotReached() {}
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(classes = {OutOfMemoryTestCase.class, ProcessOutOfMemoryTestCase.class})
    void theWantOfMemoryEndsTheWaitingAtOnce(Class<?> fixture) {
        assumeFalse(
                TestEngine.CLIENT.isPodman() && fixture == ProcessOutOfMemoryTestCase.class,
                "Podman tells of the end of the first process only");
        assertThat(Run.of(fixture).failure())
                .isInstanceOf(ContainerStartException.class)
                .hasMessageContainingAll(
                        "'greedy' (busybox:1.36) ",
                        "killed for want of memory",
                        "Its limit is memory = 16777216 bytes.");
    }

    @Test
    void ofSeveralConditionsThoseThatHeldAndThoseNotLookedAtAreTold() {
        assertThat(Run.of(SecondOfThreeTestCase.class).failure())
                .isInstanceOf(ContainerStartException.class)
                .hasMessageContainingAll(
                        "It was waited until \"test\" succeeds; last seen: it exited with 1.",
                        "What held before: a line of its output matches \"up\".",
                        "Not looked at yet: /neither is there.");
    }

    @Test
    void foundUnhealthyByTheEngine() throws IOException {
        assumeFalse(TestEngine.CLIENT.isPodman(), "Podman leaves health checks to timers of systemd");
        String check = "HEALTHCHECK --interval=200ms --timeout=10s --retries=1 CMD echo no license; exit 1";
        try (TestImage image = new TestImage(UNHEALTHY, "busybox:1.36", check)) {
            assertThat(Run.of(UnhealthyTestCase.class).failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContainingAll(
                            "'sick' (" + image + ") was found unhealthy by the engine. The engine calls it running and"
                                    + " unhealthy. Its health check's last runs (in a row failed: ",
                            " exited with 1:\n        no license\n",
                            "If it only takes longer to start, say so: healthCheck = @HealthCheck(…)");
        }
    }

    @Test
    void aPortThatTheImageDoesNotNameIsHintedAt() {
        assertThat(Run.of(WrongPortTestCase.class).failure())
                .isInstanceOf(ContainerStartException.class)
                .hasMessageContainingAll(
                        "'redis' (redis:7) wasn't ready after 1 s.",
                        "It was waited until port 6380 accepts connections",
                        "nothing listens on port 6380 in the container",
                        "The image says that it listens on [6379/tcp], not on [6380]: is ports right?");
    }

    @Test
    void aHealthCommandsOutputIsShown() {
        assertThat(Run.of(FailingCommandTestCase.class).failure())
                .isInstanceOf(ContainerStartException.class)
                .hasMessageContainingAll(
                        "It was waited until its healthCmd succeeds",
                        "last seen: it exited with 5: no license.",
                        "It has written nothing.");
    }
}
