package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images from a folder. */
class ClientBuildingTests {
    @TempDir
    Path folder;

    private final ImageReference name =
            ImageReference.parse("drydock-sample/" + UUID.randomUUID().toString());

    @Test
    void buildsAFolder() throws IOException {
        Files.writeString(
                folder.resolve("Dockerfile"), "FROM scratch\nARG GREETING\nLABEL greeting=$GREETING\nCOPY . /\n");
        Files.writeString(folder.resolve(".dockerignore"), "*.log\n");
        Files.writeString(folder.resolve("file.txt"), "x");
        try (DockerClient client = DockerClient.connect()) {
            String id = client.images()
                    .build(
                            BuildSpec.DEFAULT.withTags(name).withBuildArgs(Map.of("GREETING", "hello")),
                            BuildContext.of(folder),
                            line -> {});
            try {
                assertThat(client.images().inspect(id).config().labels()).containsEntry("greeting", "hello");
            } finally {
                client.images().remove(id, true);
            }
        }
    }

    @Test
    void buildsAStageWithBuildKit() throws IOException {
        Files.createDirectories(folder.resolve("docker"));
        Files.writeString(
                folder.resolve("docker/app.Dockerfile"),
                "FROM scratch AS server\nCOPY file.txt /\nFROM scratch\nCOPY none /\n");
        Files.writeString(folder.resolve("file.txt"), "x");
        try (DockerClient client = DockerClient.connect()) {
            BuildSpec spec = BuildSpec.DEFAULT
                    .withDockerfile("docker/app.Dockerfile")
                    .withBuilder(BuildSpec.Builder.BUILDKIT)
                    .withTarget("server")
                    .withLabels(Map.of("stage", "test"));
            String id = client.images().build(spec, BuildContext.of(folder), line -> {});
            try {
                assertThat(client.images().inspect(id).config().labels()).containsEntry("stage", "test");
            } finally {
                client.images().remove(id, true);
            }
        }
    }
}
