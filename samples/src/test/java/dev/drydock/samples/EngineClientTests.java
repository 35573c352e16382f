package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.AttachOptions;
import dev.drydock.client.Attachment;
import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.ExecResult;
import dev.drydock.client.ImageReference;
import dev.drydock.client.LogOptions;
import dev.drydock.client.OutputFrame;
import dev.drydock.client.Timeouts;
import dev.drydock.client.model.ContainerExit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The engine client by itself, without the JUnit extension. */
class EngineClientTests {
    private final String image = Optional.ofNullable(System.getenv("DRYDOCK_REGISTRY_MIRROR"))
            .map(mirror -> mirror + "/library/busybox:1.36")
            .orElse("busybox:1.36");

    @Test
    void runsACommand() {
        try (DockerClient client = DockerClient.connect()) {
            client.images().pull(ImageReference.parse(image), progress -> {});
            String id = client.containers()
                    .create(ContainerSpec.of(image).command("sleep", "60").build());
            try {
                client.containers().start(id);
                ExecResult hello = client.exec().run(id, "echo", "hello");
                assertThat(hello.stdoutText()).isEqualTo("hello\n");
            } finally {
                client.containers().remove(id);
            }
        }
    }

    /** Runs one container for each of the tests below. */
    private void withContainer(BiConsumer<DockerClient, String> test, String... command) {
        try (DockerClient client = DockerClient.connect()) {
            client.images().pull(ImageReference.parse(image), progress -> {});
            String id = client.containers()
                    .create(ContainerSpec.of(image).command(command).stdin().build());
            try {
                test.accept(client, id);
            } finally {
                client.containers().remove(id);
            }
        }
    }

    @Test
    void talksToAContainer() {
        withContainer(
                (client, id) -> {
                    try (Attachment cat = client.containers().attach(id, AttachOptions.ALL)) {
                        client.containers().start(id);
                        cat.stdin().write("hello\n".getBytes(StandardCharsets.UTF_8));
                        cat.closeStdin();
                        assertThat(cat.output().stream().map(OutputFrame::text)).containsExactly("hello\n");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "cat");
    }

    @Test
    void followsUntilALineComes() {
        withContainer(
                (client, id) -> {
                    client.containers().start(id);
                    StringBuilder seen = new StringBuilder();
                    client.containers().logs(id, LogOptions.FOLLOW).forEachWhile(frame -> {
                        seen.append(frame.text());
                        return !seen.toString().contains("ready");
                    });
                    assertThat(seen).contains("ready");
                },
                "sh",
                "-c",
                "echo starting; echo ready; sleep 60");
    }

    @Test
    void waitsInTheBackgroundWithALimit() {
        withContainer(
                (client, id) -> {
                    client.containers().start(id);
                    CompletableFuture<ContainerExit> exit =
                            client.async(c -> c.containers().waitUntilStopped(id));
                    Timeouts hurry = Timeouts.DEFAULT.withCall(Duration.ofSeconds(20));
                    client.within(hurry).containers().stop(id, Duration.ZERO);
                    assertThat(exit.join().statusCode()).isEqualTo(137);
                },
                "sleep",
                "60");
    }
}
