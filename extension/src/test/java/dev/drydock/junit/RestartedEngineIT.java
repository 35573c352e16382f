package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.Filters;
import dev.drydock.testing.Fork;
import dev.drydock.testing.OwnEngine;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An engine that is stopped in the middle of a run, with its containers, and started again. */
@Tag("hard")
class RestartedEngineIT {
    @Web
    static class UsedAgainTestCase {
        @Test
        void isStartedAgain(RunningContainer web) throws IOException {
            System.out.println("[fixture] " + web.id());
            assertThat(System.in.read()).isEqualTo('\n');

            assertThatThrownBy(() -> web.exec("true"))
                    .isInstanceOf(ContainerStateException.class)
                    .hasMessageContainingAll("it doesn't run: it exited with code ", "start() starts it again");
            web.start();
            assertThat(web.exec("cat", "/www/index.html").stdoutText()).isEqualTo("hello\n");
        }
    }

    private static void restarted(Class<?>[] fixtures, String... successful) throws IOException, InterruptedException {
        try (OwnEngine engine = OwnEngine.start();
                Fork fork = Fork.withEngineAt(engine.address(), fixtures)) {
            fork.await("[fixture] ");
            engine.stop();
            engine.startAgain();
            fork.goOn();

            String output = fork.toEnd();
            assertThat(output).contains("[fork] through");
            for (String each : successful) {
                assertThat(output).contains("[fork] " + each + "(RunningContainer) SUCCESSFUL");
            }
            assertThat(engine.client().containers().list(Filters.NONE)).isEmpty();
            assertThat(engine.client().networks().list(Filters.byLabel("dev.drydock.run")))
                    .isEmpty();
        }
    }

    @Test
    void theNextClassFindsItAgain() throws IOException, InterruptedException {
        restarted(RestartedTestCases.classes(), "waits", "hasItsContainer");
    }

    @Test
    void itsContainersAreToldToHaveEndedAndCanBeStarted() throws IOException, InterruptedException {
        restarted(new Class<?>[] {UsedAgainTestCase.class}, "isStartedAgain");
    }
}
