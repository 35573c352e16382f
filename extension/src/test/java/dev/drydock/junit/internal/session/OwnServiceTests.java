package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.EngineAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service of Podman that this JVM has started is told from others, and ended. */
class OwnServiceTests {
    @TempDir
    private Path temporary;

    private static Process service(Path socket) throws IOException {
        // Like podman system service, as far as others see it.
        return new ProcessBuilder("sh", "-c", "read line", "podman", "system", "service", "unix://" + socket).start();
    }

    @Test
    void isFoundByWhereItListensAndEnded() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("drydock1"));
        Path socket = Files.createFile(folder.resolve("s"));
        Files.createFile(folder.resolve("stderr"));
        Process process = service(socket);
        try {
            OwnService found = OwnService.of(EngineAddress.unix(socket)).orElseThrow();
            assertThat(found.pid()).isEqualTo(process.pid());
            OwnService told = OwnService.parse(found.line()).orElseThrow();
            assertThat(told).isEqualTo(found);
            assertThat(told.isAlive()).isTrue();

            told.end();

            assertThat(process.isAlive()).isFalse();
            assertThat(told.isAlive()).isFalse();
            assertThat(folder).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void anotherProcessThatHasThePidNowIsLeftAlone() throws IOException {
        Path socket = temporary.resolve("none").resolve("s");
        Process process = service(socket);
        try {
            OwnService found = OwnService.of(EngineAddress.unix(socket)).orElseThrow();
            OwnService before = new OwnService(found.pid(), found.started() - 10_000, socket);
            assertThat(before.isAlive()).isFalse();

            before.end();

            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void othersEnginesAreNot() {
        assertThat(OwnService.of(EngineAddress.unix(temporary.resolve("s")))).isEmpty();
        assertThat(OwnService.of(EngineAddress.parse("tcp://127.0.0.1:1"))).isEmpty();
        assertThat(OwnService.parse("")).isEmpty();
        assertThat(OwnService.parse("1 x /s")).isEmpty();
    }
}
