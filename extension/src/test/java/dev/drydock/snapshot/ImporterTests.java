package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.BuildContext;
import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before an engine is asked. */
class ImporterTests {
    @TempDir
    private Path folder;

    private void importOf(String id) throws IOException {
        Path archive = folder.resolve("images.tar");
        String name = "drydock/of/db:" + id;
        try (InputStream tar = new BuildContext()
                .add("manifest.json", "[{\"Config\": \"c\", \"RepoTags\": [\"" + name + "\"], \"Layers\": []}]")
                .open()) {
            Files.copy(tar, archive);
        }
        try (DockerClient none = DockerClient.connect(EngineAddress.unix(folder.resolve("none.sock")))) {
            new Snapshots(none).importFrom(archive, bytes -> {});
        } finally {
            Files.delete(archive);
        }
    }

    /** It would be the latest one for as long, and the last that is pruned. */
    @Test
    void idOfTheFutureIsRefused() throws IOException {
        String id = SnapshotNames.id(Instant.now().plus(Duration.ofHours(25)));
        for (String each : List.of(id, "99991399-999999-ffff")) {
            assertThatThrownBy(() -> importOf(each))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageEndingWith("its id " + each + " says a time that lies more than a day ahead of this"
                            + " machine's clock. Nothing was loaded.");
        }
    }

    /** Clocks differ, and so do those of an engine's machine and this one. */
    @Test
    void clockMayBeWrong() {
        String id = SnapshotNames.id(Instant.now().plus(Duration.ofHours(23)));
        assertThatThrownBy(() -> importOf(id)).hasMessageContaining("none.sock");
    }
}
