package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.drydock.client.internal.json.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WarmUpTests {
    @Test
    void needsNoEngineAndMayBeDoneAgain() {
        assertThatCode(() -> {
                    DockerClient.warmUp();
                    DockerClient.warmUp();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void whatCannotBeReadIsLeftToWhoReadsIt() {
        assertThatCode(() -> Json.warmUp(Runnable.class)).doesNotThrowAnyException();
        assertThatCode(() -> Json.read(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)), Runnable.class))
                .hasMessageContaining("Runnable");
    }
}
