package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engines that can't be reached: what couldn't be done, where, why, and what to do. That a socket may not be used at all
 * isn't tested: root, which many builds run as, may use all.
 */
class UnreachableTests {
    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private static void ping(EngineAddress address) {
        try (DockerClient client = DockerClient.connect(address)) {
            client.system().info();
        }
    }

    @Test
    void thereIsNoSuchSocket(@TempDir Path folder) {
        EngineAddress address = EngineAddress.unix(folder.resolve("none.sock"));

        assertThatThrownBy(() -> ping(address))
                .isInstanceOf(DockerConnectionException.class)
                .hasMessage("Cannot reach the engine: no engine can be reached at " + address
                        + ": there is no such socket. Start the engine, or say where it listens with DOCKER_HOST.")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void nobodyListensOnTheSocket() throws IOException {
        engine.stopListening();

        assertThatThrownBy(() -> ping(engine.address()))
                .isInstanceOf(DockerConnectionException.class)
                .hasMessageContaining("no engine can be reached at " + engine.address())
                .hasMessageContaining("no engine listens on it: start the engine")
                .hasMessageContaining("refused");
    }

    @Test
    void nobodyListensOnThePort() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThatThrownBy(() -> ping(EngineAddress.tcp("127.0.0.1", free)))
                .isInstanceOf(DockerConnectionException.class)
                .hasMessageContaining("no engine can be reached at tcp://127.0.0.1:" + free)
                .hasMessageContaining("refused")
                .hasMessageContaining(
                        "Start the engine, or correct the address. By default engines listen on a Unix socket only");
    }

    @Test
    void theHostIsUnknown() {
        assertThatThrownBy(() -> ping(EngineAddress.parse("tcp://no_such_host.invalid:2375")))
                .isInstanceOf(DockerConnectionException.class)
                .hasMessageContaining("no engine can be reached at tcp://no_such_host.invalid:2375")
                .hasMessageContaining("the host 'no_such_host.invalid' isn't known. Correct the name");
    }

    @Test
    void aSocketsPathMayBeTooLong(@TempDir Path folder) {
        EngineAddress address = EngineAddress.unix(folder.resolve("x".repeat(200)));

        assertThatThrownBy(() -> ping(address))
                .isInstanceOf(DockerConnectionException.class)
                .hasMessageContaining(address.toString());
    }

    @Test
    void somethingElseListens() {
        engine.onPing(Answers.raw("SSH-2.0-OpenSSH_9.2\r\n"));

        assertThatThrownBy(() -> ping(engine.address()))
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageContaining("this isn't an HTTP/1.1 answer: 'SSH-2.0-OpenSSH_9.2'")
                .hasMessageContaining("does something else listen there?");
    }

    @Test
    @Acceptance(
            value = {"D-033", "D-034"},
            by = "a DockerClient is opened once and used for all; it opens connections by itself")
    void eachCallHasAConnectionOfItsOwnSoThatAnEngineMayRestart() throws IOException {
        engine.otherwise(Answers.json(200, "{\"Name\":\"n\"}"));
        DockerClient client = engine.client();
        assertThat(client.system().info().name()).isEqualTo("n");

        engine.stopListening();
        assertThatThrownBy(() -> client.system().info()).isInstanceOf(DockerConnectionException.class);
        java.nio.file.Files.deleteIfExists(engine.socketFile());
        engine.listen();

        assertThat(client.system().info().name()).isEqualTo("n");
    }
}
