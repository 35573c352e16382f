package dev.drydock.client.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.Acceptance;
import dev.drydock.client.Answers;
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
    @Acceptance(
            value = {"A-005", "B-002"},
            by = "DOCKER_HOST")
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
    @Acceptance(value = "A-004", by = "DockerClient.connect() looks at the usual sockets, that of rootless Podman too")
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

    @Test
    void theDescriptionTellsEachStepAndWhichIsUsed() {
        assertThat(discovery(Map.of(), home.resolve("none.sock"), engine.socketFile())
                        .describe())
                .isEqualTo("The search for a container engine:\n"
                        + "  - address given by the program: none\n"
                        + "  - DOCKER_HOST: not set\n"
                        + "  - Docker context: none is chosen in " + home + "/.docker/config.json\n"
                        + "  - unix://" + home + "/none.sock: no such socket\n"
                        + "  - " + engine.address() + ": answers\n"
                        + "Used: " + engine.address());
        assertThat(discovery(Map.of("DOCKER_HOST", "tcp://user:pa55word@host:2375"))
                        .describe())
                .contains("It ends here. ", "tcp://***@host:2375")
                .doesNotContain("pa55word");
        assertThat(discovery(Map.of("PATH", ""), home.resolve("none.sock")).describe())
                .contains("None was found.", "DOCKER_HOST=unix:///var/run/docker.sock");
    }

    @Test
    void whatListensButIsNoEngineIsPassedOver() {
        engine.onPing(Answers.raw("SSH-2.0-OpenSSH_9.2\r\n"));

        assertThatThrownBy(() -> find(Map.of(), engine.socketFile()))
                .hasMessageContaining(engine.address() + ": what listens there doesn't answer as an engine does");
    }

    @Test
    void anEngineThatIsBeingStartedIsTakenWhenNoOtherAnswers() {
        engine.onPing(Answers.silent());

        assertThat(discovery(Map.of(), engine.socketFile()).describe())
                .contains(engine.address() + ": gives no answer for 3 s", "taken all the same");
    }

    @Test
    void aSecondFailureAsksNobodyUntilSomethingHasChanged() throws IOException {
        engine.onPing(Answers.raw("no engine"));
        assertThatThrownBy(() -> find(Map.of(), engine.socketFile(), home.resolve("later.sock")));
        assertThat(engine.pings()).hasSize(1);

        assertThatThrownBy(() -> find(Map.of(), engine.socketFile(), home.resolve("later.sock")))
                .hasMessageContaining("what listens there doesn't answer as an engine does");
        assertThat(engine.pings()).hasSize(1);

        Files.createFile(home.resolve("later.sock"));
        assertThatThrownBy(() -> find(Map.of(), engine.socketFile(), home.resolve("later.sock")))
                .hasMessageContaining("later.sock: it is a file, not a socket");
        assertThat(engine.pings()).hasSize(2);
        assertThatThrownBy(() -> find(Map.of("X", "y"), engine.socketFile(), home.resolve("later.sock")));
        assertThat(engine.pings()).hasSize(3);
    }

    @Test
    void aPodmanThatDoesNotComeUpIsToldInItsOwnWords() throws IOException {
        Path podman = Files.writeString(home.resolve("podman"), "#!/bin/sh\necho no subuid ranges >&2\nexit 125\n");
        assertThat(podman.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = Map.of("PATH", "/no/such:" + home);

        assertThat(discovery(environment).describe()).contains("a service of " + podman + " will be started");
        assertThatThrownBy(() -> find(environment))
                .isInstanceOf(DockerConnectionException.class)
                .hasMessageContaining("  - podman: " + podman + " system service didn't come up: no subuid ranges");
    }
}
