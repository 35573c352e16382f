package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestImage;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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

    @Test
    void foundUnhealthyByTheEngine() throws IOException {
        String check = "HEALTHCHECK --interval=200ms --timeout=10s --retries=1 CMD [\"false\"]";
        try (TestImage image = new TestImage(UNHEALTHY, "busybox:1.36", check)) {
            assertThat(Run.of(UnhealthyTestCase.class).failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining("'sick' (" + image + ") was found unhealthy by the engine.");
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
                        "It was waited until \"echo no license; exit 5\" succeeds",
                        "last seen: it exited with 5: no license.",
                        "It has written nothing.");
    }
}
