package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.Fork;
import dev.drydock.testing.LeakCheck;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests can be skipped where there is no engine. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class EnabledIfEngineIT {
    @EnabledIfEngine
    @Box
    static class SkippableTestCase {
        @Test
        void runs(RunningContainer box) {
            System.out.println("[fixture] " + box.exec("echo", "here").stdoutText());
        }
    }

    @Test
    void whereThereIsOneTheyRun() throws IOException, InterruptedException {
        try (Fork fork = Fork.of(SkippableTestCase.class)) {
            assertThat(fork.toEnd()).contains("[fixture] here", "[fork] runs(RunningContainer) SUCCESSFUL");
        }
    }

    @Test
    void whereThereIsNoneTheyAreSkippedWithTheReason() throws IOException, InterruptedException {
        try (Fork fork = Fork.withEngineAt("unix:///nonexistent/engine.sock", SkippableTestCase.class)) {
            assertThat(fork.toEnd())
                    .contains("[fork] " + SkippableTestCase.class.getName() + " skipped: no container engine answers: ")
                    .contains("unix:///nonexistent/engine.sock")
                    .doesNotContain("FAILED", "[fixture]");
        }
    }

    @Test
    void aMistypedSettingIsTold() throws IOException, InterruptedException {
        try (Fork fork = Fork.with(Map.of("DRYDOCK_REAPRE", "false"), SkippableTestCase.class)) {
            assertThat(fork.toEnd())
                    .contains("Drydock knows no setting drydock.reapre (environment variable DRYDOCK_REAPRE);"
                            + " is drydock.reaper meant?");
        }
    }
}
