package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A time-out of JUnit's ends a test that waits for a command. */
@ExtendWith(LeakCheck.class)
class ExecTimeoutIT {
    @WithContainer(
            name = "idle",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class SleepingTestCase {
        @Test
        @Timeout(3)
        void waits(RunningContainer idle) {
            idle.exec("sleep", "60");
        }

        @AfterEach
        void look(RunningContainer idle, TestReporter reporter) {
            reporter.publishEntry(
                    "processes", TestEngine.CLIENT.exec().run(idle.id(), "ps").stdoutText());
        }
    }

    @Test
    void theCommandIsNotWaitedFor() {
        Run run = Run.of(SleepingTestCase.class);

        assertThat(run.failure()).isInstanceOf(TimeoutException.class);
        assertThat(run.reported("processes")).singleElement().asString().containsPattern("sleep 60\\s");
    }
}
