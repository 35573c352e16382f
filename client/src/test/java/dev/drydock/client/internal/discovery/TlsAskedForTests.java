package dev.drydock.client.internal.discovery;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.DockerConnectionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks for TLS doesn't get plain text. */
class TlsAskedForTests {
    @Test
    void isRefused(@TempDir Path home) {
        Map<String, String> environment = Map.of("DOCKER_HOST", "tcp://10.0.0.1:2376", "DOCKER_TLS_VERIFY", "1");

        assertThatThrownBy(() -> new Discovery(environment, home, List.of()).get())
                .isInstanceOf(DockerConnectionException.class)
                .hasMessageContainingAll("DOCKER_TLS_VERIFY", "doesn't support TLS yet");
    }
}
