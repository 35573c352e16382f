package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import dev.drydock.testing.Forwarder;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Events are followed for as long as the session lasts, whatever becomes of a stream of them. */
@ExtendWith(LeakCheck.class)
class EngineEventsIT {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final String runId = "test-" + UUID.randomUUID();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void areFollowedAgainWhenTheEngineIsBack(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("engine.sock");
        try (Forwarder before = new Forwarder(socket);
                DockerClient client = DockerClient.connect(EngineAddress.unix(socket));
                Started first = started();
                Started second = started()) {
            EngineEvents events = new EngineEvents(client, runId);
            events.open(threads);
            ContainerWatch firstWatch = events.watch(first.id());
            ContainerWatch secondWatch = events.watch(second.id());
            before.cut();
            kill(first);
            try (Forwarder after = new Forwarder(socket)) {
                assertThat(after.address()).isEqualTo(before.address());

                // What happened while nobody listened, and what happens from now on.
                await().atMost(LONG).until(firstWatch::hasDied);
                assertThat(secondWatch.hasDied()).isFalse();
                kill(second);
                await().atMost(LONG).until(secondWatch::hasDied);
                assertThat(events.of(Map.of(first.id(), "first", second.id(), "second")))
                        .containsOnlyOnce("first  die")
                        .containsOnlyOnce("second  die");
            } finally {
                events.close();
            }
        }
    }

    /** Its stream has been opened again, and begins with what is known already. */
    @Test
    void whatIsKnownIsNotToldAgain(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("engine.sock");
        try (Forwarder before = new Forwarder(socket);
                DockerClient client = DockerClient.connect(EngineAddress.unix(socket));
                Started first = started();
                Started second = started()) {
            EngineEvents events = new EngineEvents(client, runId);
            events.open(threads);
            ContainerWatch firstWatch = events.watch(first.id());
            ContainerWatch secondWatch = events.watch(second.id());
            kill(first);
            await().atMost(LONG).until(firstWatch::hasDied);
            // It is started anew: its former end isn't news.
            firstWatch.renew();
            before.cut();
            try (Forwarder after = new Forwarder(socket)) {
                assertThat(after.address()).isEqualTo(before.address());
                kill(second);
                await().atMost(LONG).until(secondWatch::hasDied);

                assertThat(firstWatch.hasDied()).isFalse();
                assertThat(events.of(Map.of(first.id(), "first"))).containsOnlyOnce("first  die");
            } finally {
                events.close();
            }
        }
    }

    @Test
    void nobodyAsksAnyMoreWhenItIsClosed(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("engine.sock");
        try (Forwarder engine = new Forwarder(socket);
                DockerClient client = DockerClient.connect(EngineAddress.unix(socket))) {
            EngineEvents events = new EngineEvents(client, runId);
            events.open(threads);
            engine.cut();
            events.close();
            threads.shutdown();

            assertThat(threads.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    private Started started() {
        return Started.with("busybox:1.36", spec -> spec.command("sleep", "600").label(Labels.RUN, runId));
    }

    private static void kill(Started container) {
        TestEngine.CLIENT.containers().kill(container.id(), "KILL");
    }
}
