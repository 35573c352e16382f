package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.NotFoundException;
import dev.drydock.testing.Fork;
import dev.drydock.testing.Forwarder;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** No engine, or none any more. */
@ExtendWith(LeakCheck.class)
class EngineGoneIT {
    private static final String NOWHERE = "unix:///nonexistent/engine.sock";

    @Box
    static class BoxTestCase {
        @Test
        void isNotReached() {}

        @Test
        void isNotReachedEither() {}
    }

    /** Tells its container's id, waits to be told to go on, and asks the engine, which is gone by then. */
    @Box
    static class MiddleTestCase {
        @Test
        void asksTheEngine(RunningContainer box) throws IOException {
            System.out.println("[fixture] " + box.id());
            assertThat(System.in.read()).isEqualTo('\n');
            box.exec("true");
        }

        @Test
        void needsNoEngine() {}

        @AfterEach
        void cleanUp() {
            System.out.println("[fixture] cleaned up");
        }
    }

    @Web
    static class NextTestCase {
        @Test
        void isNotReached() {}
    }

    @Test
    void noEngineSaysWhereAndWhatToDo() throws IOException, InterruptedException {
        try (Fork fork = Fork.withEngineAt(NOWHERE, BoxTestCase.class)) {
            assertThat(fork.toEnd())
                    .contains("[fork] dev.drydock.junit.EngineGoneIT$BoxTestCase FAILED")
                    .contains("dev.drydock.client.DockerConnectionException: ", NOWHERE, "DOCKER_HOST")
                    .doesNotContain("isNotReached", "couldn't be kept")
                    .contains("[fork] through");
        }
    }

    @Test
    void mistakesAreToldBeforeTheEngineIsAsked() throws IOException, InterruptedException {
        try (Fork fork = Fork.withEngineAt(NOWHERE, BadDeclarationsTestCase.class)) {
            assertThat(fork.toEnd())
                    .contains("ExtensionConfigurationException: " + BadDeclarationsTestCase.class.getName()
                            + " declares its containers wrongly, in 3 places:")
                    .doesNotContain("DockerConnectionException");
        }
    }

    @Test
    void anEngineThatStopsInTheMiddleEndsTheRunWithAClearError(@TempDir Path folder)
            throws IOException, InterruptedException {
        String id = "";
        try (Forwarder engine = new Forwarder(folder.resolve("engine.sock"));
                Fork fork = Fork.withEngineAt(engine.address(), MiddleTestCase.class, NextTestCase.class)) {
            id = fork.await("[fixture] ");
            engine.cut();
            fork.goOn();

            assertThat(fork.toEnd())
                    .contains("[fork] asksTheEngine(RunningContainer) FAILED")
                    .contains("dev.drydock.client.DockerConnectionException: ", engine.address())
                    .contains("The containers of MiddleTestCase.asksTheEngine couldn't be kept: ")
                    .contains("[fixture] cleaned up")
                    .contains("[fork] needsNoEngine() SUCCESSFUL")
                    .contains("[fork] dev.drydock.junit.EngineGoneIT$NextTestCase FAILED")
                    .contains("[fork] through");
        } finally {
            remove(id);
        }
    }

    private static void remove(String id) {
        try {
            TestEngine.CLIENT.containers().remove(id);
        } catch (NotFoundException e) {
            // The engine did what it was asked last.
        }
    }
}
