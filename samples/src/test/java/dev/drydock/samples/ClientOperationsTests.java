package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.Answer;
import dev.drydock.client.AnswerStream;
import dev.drydock.client.Catalogue;
import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineConnection;
import dev.drydock.client.ImageReference;
import dev.drydock.client.Invocation;
import dev.drydock.client.Operation;
import dev.drydock.client.Operations;
import dev.drydock.client.RawRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every operation by its id. */
class ClientOperationsTests {
    private final String image = Optional.ofNullable(System.getenv("DRYDOCK_REGISTRY_MIRROR"))
            .map(mirror -> mirror + "/library/busybox:1.36")
            .orElse("busybox:1.36");

    @Test
    void invokesOperations() throws IOException {
        try (DockerClient client = DockerClient.connect()) {
            client.images().pull(ImageReference.parse(image), progress -> {});
            Operations operations = client.operations();
            Answer made = operations.invoke(Invocation.of("ContainerCreate")
                    .body(Map.of("Image", image, "Cmd", List.of("cat"), "OpenStdin", true, "StdinOnce", true)));
            Object id = made.at("Id");
            try {
                try (EngineConnection cat = operations.attach(Invocation.of("ContainerAttach")
                        .param("id", id)
                        .param("stream", true)
                        .param("stdin", true)
                        .param("stdout", true))) {
                    operations.invoke(Invocation.of("ContainerStart").param("id", id));
                    cat.output().write("hello\n".getBytes(StandardCharsets.UTF_8));
                    cat.closeOutput();
                    // The engine's frames are still in it.
                    assertThat(cat.input().readAllBytes()).hasSize(8 + 6);
                }
                operations.invoke(Invocation.of("ContainerWait").param("id", id));
                Answer inspected =
                        operations.invoke(Invocation.of("ContainerInspect").param("id", id));
                assertThat(inspected.at("State", "ExitCode")).isEqualTo(0);

                Invocation archive = Invocation.of("ContainerArchive").param("id", id);
                try (AnswerStream tar = operations.open(archive.param("path", "/etc/passwd"))) {
                    assertThat(tar.readAllBytes()).isNotEmpty();
                }

                Answer checkpoints = operations.request(RawRequest.get("/containers/{id}/checkpoints")
                        .path("id", String.valueOf(id))
                        .anyStatus());
                assertThat(checkpoints.status()).isPositive();
            } finally {
                operations.invoke(
                        Invocation.of("ContainerDelete").param("id", id).param("force", true));
            }
        }
    }

    @Test
    void looksIntoTheCatalogue() {
        Catalogue docker = Catalogue.of("docker", "1.44");
        assertThat(docker.categories()).contains("containers", "images");
        assertThat(docker.list("containers")).contains("ContainerCreate", "ContainerLogs");
        Operation logs = docker.describe("ContainerLogs").orElseThrow();
        assertThat(logs.parameters()).extracting(Operation.Parameter::name).contains("id", "follow", "tail");
        assertThat(logs.summary()).startsWith("Sends what a container has written");
    }
}
