package dev.drydock.client.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.DockerConnectionException;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.ScriptedEngine;
import dev.drydock.client.internal.transport.Connectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTests {
    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    @TempDir
    Path home;

    private Discovery discovery(Map<String, String> environment, Path... usual) {
        return new Discovery(new Surroundings(environment, home, List.of(usual)), Connectors.DEFAULT, false);
    }

    private EngineAddress find(Map<String, String> environment, Path... usual) {
        return discovery(environment, usual).get().address();
    }

    @ParameterizedTest
    @CsvSource({"unix:///some/where.sock", "tcp://10.0.0.1:2375"})
    void dockerHostIsTakenAtItsWord(String address) {
        assertThat(find(Map.of("DOCKER_HOST", address), engine.socketFile())).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource({
        "npipe:////./pipe/docker_engine, named pipes",
        "ssh://me:secret@host, a password has no place",
        "docker.sock, scheme is missing",
        "tcp://host:port, 1 to 65535",
    })
    void aDockerHostThatIsNoneIsAnErrorAndNothingElseIsUsed(String address, String why) {
        assertThatThrownBy(() -> find(Map.of("DOCKER_HOST", address), engine.socketFile()))
                .isInstanceOf(DockerConnectionException.class)
                .hasMessageStartingWith("Cannot find an engine. From DOCKER_HOST: '")
                .hasMessageContaining(why);
    }

    @Test
    void noPasswordIsShown() {
        assertThatThrownBy(() -> find(Map.of("DOCKER_HOST", "tcp://user:pa55word@host:2375")))
                .hasMessageContaining("tcp://***@host:2375")
                .hasMessageNotContaining("pa55word")
                .hasStackTraceContaining("Cannot find an engine")
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("pa55word"));
    }

    private static String stackTrace(Throwable thrown) {
        java.io.StringWriter text = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(text, true));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void aBlankDockerHostIsNone(String blank) {
        assertThat(find(Map.of("DOCKER_HOST", blank), engine.socketFile())).isEqualTo(engine.address());
    }

    @Test
    void aSocketOnWhichNobodyListensIsPassedOver(@TempDir Path other) throws IOException {
        Path file = Files.createFile(other.resolve("file.sock"));

        assertThat(find(Map.of(), other.resolve("none.sock"), file, engine.socketFile()))
                .isEqualTo(engine.address());
    }

    @Test
    void theFirstThatListensIsUsed(@TempDir Path other) {
        assertThat(find(Map.of(), engine.socketFile(), other.resolve("none.sock")))
                .isEqualTo(engine.address());
    }

    @Test
    void whenThereIsNoneAllPlacesAreListedWithWhatEachSaid() throws IOException {
        engine.stopListening();

        assertThatThrownBy(() -> find(Map.of(), home.resolve("none.sock"), engine.socketFile()))
                .isInstanceOf(DockerConnectionException.class)
                .hasMessageMatching("(?s)Cannot find a container engine\\. These places were tried:"
                        + "\n  - address given by the program: none"
                        + "\n  - DOCKER_HOST: not set"
                        + "\n  - Docker context: none is chosen in \\Q" + home + "/.docker/config.json\\E"
                        + "\n  - unix://\\Q" + home + "/none.sock\\E: no such socket"
                        + "\n  - \\Q" + engine.address() + "\\E: [^\n]*refused[^\n]*no engine listens on it[^\n]*"
                        + "\n  - podman: no such program on the PATH\n"
                        + "\nStart Docker or Podman, or name an engine with .*DOCKER_HOST.*");
    }

    @Test
    void theUsualPlacesAreThoseOfTheUsualEngines() {
        Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", home + "/run");
        assertThat(Surroundings.usualSockets(environment, home))
                .contains(
                        Path.of("/var/run/docker.sock"),
                        home.resolve("run/docker.sock"),
                        home.resolve(".docker/run/docker.sock"),
                        home.resolve(".docker/desktop/docker.sock"),
                        home.resolve(".colima/default/docker.sock"),
                        home.resolve(".rd/docker.sock"),
                        home.resolve(".orbstack/run/docker.sock"),
                        Path.of("/run/podman/podman.sock"),
                        home.resolve("run/podman/podman.sock"))
                .doesNotHaveDuplicates()
                .startsWith(Path.of("/var/run/docker.sock"));
    }
}
