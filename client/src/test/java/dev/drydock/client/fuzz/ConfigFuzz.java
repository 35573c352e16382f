package dev.drydock.client.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.drydock.client.DockerConnectionException;
import dev.drydock.client.internal.discovery.FuzzedContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Docker's own files in the home folder. The input is the file. */
class ConfigFuzz {
    /** SHA-256 of "x", which is what Docker calls the folder of a context of that name. */
    private static final String FOLDER_OF_X = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";

    private static final Home HOME = new Home();

    /** One for the whole run: a folder for each of a million inputs would take longer than what is tested. */
    private static final class Home {
        final Path folder;
        final Path config;
        final Path meta;

        Home() {
            try {
                folder = Files.createTempDirectory("drydock-fuzz");
                config = folder.resolve(".docker/config.json");
                meta = folder.resolve(".docker/contexts/meta/" + FOLDER_OF_X + "/meta.json");
                Files.createDirectories(meta.getParent());
                Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private void remove() {
            try (var all = Files.walk(folder)) {
                all.sorted(java.util.Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @FuzzTest
    void config(byte[] file) throws IOException {
        Files.write(HOME.config, file);
        check(file, Map.of());
    }

    @FuzzTest
    void context(byte[] file) throws IOException {
        Files.write(HOME.meta, file);
        check(file, Map.of("DOCKER_CONTEXT", "x"));
    }

    private static void check(byte[] file, Map<String, String> environment) throws IOException {
        String seen = Allocation.bounded(file.length, () -> {
            try {
                return FuzzedContext.current(environment, HOME.folder);
            } catch (DockerConnectionException e) {
                return String.valueOf(e.getMessage());
            }
        });
        assertThat(seen).matches("(?s)null|DockerContext\\[.*]|Cannot find an engine: .*\\.");
    }
}
