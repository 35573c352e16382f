package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WaitIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Containers containers = engine.containers();

    /** Were the answer's head only there at the end, this would hang before the start. */
    @Test
    void theQuestionIsAcceptedBeforeTheEnd() {
        String id = engine.create(engine.busybox("sh", "-c", "exit 5"));

        try (ContainerWait wait = containers.waitFor(id, WaitCondition.NEXT_EXIT)) {
            containers.start(id);

            assertThat(wait.await().statusCode()).isEqualTo(5);
        }
    }

    @Test
    void whatDoesNotRunIsAnsweredAtOnce() {
        String id = engine.run("sh", "-c", "exit 6");

        assertThat(containers.waitUntilStopped(id).statusCode()).isEqualTo(6);
        assertThat(containers.waitUntilStopped(id).error()).isNull();
    }

    @Test
    void removalCanBeWaitedFor() {
        String id = engine.sleeping();

        try (ContainerWait wait = containers.waitFor(id, WaitCondition.REMOVED)) {
            containers.remove(id);

            // Podman 4 forgets the code with the container.
            assertThat(wait.await().statusCode()).isEqualTo(engine.podman() == 4 ? 0 : 137);
        }
    }

    @Test
    void closingEndsTheWaiting() throws Exception {
        ContainerWait wait = containers.waitFor(engine.sleeping(), WaitCondition.NOT_RUNNING);
        CompletableFuture<?> waiting = CompletableFuture.supplyAsync(wait::await);

        wait.close();

        assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(DockerException.class);
    }

    @Test
    void onlyWhatIsThereCanBeWaitedFor() {
        assertThatThrownBy(() -> containers.waitFor(engine.name("none"), WaitCondition.NOT_RUNNING))
                .isInstanceOf(NotFoundException.class);
    }
}
