package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.ContainerRemoveOptions;
import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.ExecSpec;
import dev.drydock.client.ImageReference;
import dev.drydock.client.LogOptions;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.OutputFrames;
import dev.drydock.client.StatsStream;
import dev.drydock.client.StopOptions;
import dev.drydock.client.TarArchive;
import dev.drydock.client.TarAttributes;
import dev.drydock.client.model.ContainerStats;
import dev.drydock.client.model.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with a container that exists. */
class ClientInsideContainersTests {
    private final String image = Optional.ofNullable(System.getenv("DRYDOCK_REGISTRY_MIRROR"))
            .map(mirror -> mirror + "/library/busybox:1.36")
            .orElse("busybox:1.36");

    /** Runs one container for each of the tests below. */
    private void inContainer(BiConsumer<DockerClient, String> test) {
        try (DockerClient client = DockerClient.connect()) {
            client.images().pull(ImageReference.parse(image), progress -> {});
            String id = client.containers()
                    .create(ContainerSpec.of(image)
                            .command("sh", "-c", "echo one; echo two; sleep 60")
                            .build());
            try {
                client.containers().start(id);
                test.accept(client, id);
            } finally {
                try {
                    client.containers().remove(id);
                } catch (NotFoundException e) {
                    // The test has removed it.
                }
            }
        }
    }

    @Test
    void readsLines() {
        inContainer((client, id) -> {
            try (OutputFrames logs = client.containers().logs(id, LogOptions.FOLLOW.withTail(10))) {
                assertThat(logs.lines().limit(2)).containsExactly("one", "two");
            }
        });
    }

    @Test
    void measures() {
        inContainer((client, id) -> {
            ContainerStats earlier = client.containers().stats(id);
            try (StatsStream samples = client.containers().followStats(id)) {
                samples.next();
                double percent = samples.next().cpuPercentSince(earlier).orElseThrow();
                assertThat(percent).isNotNegative();
            }
        });
    }

    @Test
    void runsACommandAsSomebodyElse() {
        inContainer((client, id) -> {
            ExecSpec spec = ExecSpec.of("sh", "-c", "id -u; echo $COLOUR")
                    .withUser("12:34")
                    .withEnv("COLOUR=green");
            assertThat(client.exec().run(id, spec).stdoutText()).isEqualTo("12\ngreen\n");
        });
    }

    @Test
    void copies(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("settings"), "colour = green\n");
        inContainer((client, id) -> {
            client.containers().copyIn(id, folder, "/config");
            client.containers().copyOut(id, "/config/settings", folder.resolve("copy"));
            FileStat stat = client.containers().stat(id, "/config/settings");
            assertThat(stat.isRegularFile()).isTrue();
        });
        assertThat(folder.resolve("copy")).hasContent("colour = green\n");
    }

    @Test
    void copiesForAnotherUser(@TempDir Path folder) throws Exception {
        Path settings = Files.writeString(folder.resolve("settings"), "colour = green\n");
        inContainer((client, id) -> {
            TarArchive archive = new TarArchive()
                    .file("etc/app/settings", settings, TarAttributes.of(0640).withOwner(70, 70))
                    .link("etc/app/default", "settings", TarAttributes.of(0777));
            try (InputStream tar = archive.open()) {
                client.containers().unpack(id, "/", tar);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            ExecSpec look = ExecSpec.of("stat", "-L", "-c", "%a %u:%g", "/etc/app/default");
            assertThat(client.exec().run(id, look).stdoutText()).isEqualTo("640 70:70\n");
        });
    }

    @Test
    void ends() {
        String newName = "drydock-sample-" + UUID.randomUUID();
        inContainer((client, id) -> {
            client.containers().stop(id, Duration.ofSeconds(1));
            client.containers().rename(id, newName);
            client.containers().restart(id, StopOptions.DEFAULT.withGrace(Duration.ZERO));
            client.containers().kill(id, "KILL");
            assertThat(client.containers().waitUntilStopped(id).statusCode()).isEqualTo(137);
            client.containers().remove(id, ContainerRemoveOptions.DEFAULT.withVolumes());
            assertThatThrownBy(() -> client.containers().inspect(newName)).isInstanceOf(NotFoundException.class);
        });
    }
}
