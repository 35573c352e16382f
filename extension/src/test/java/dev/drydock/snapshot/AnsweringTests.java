package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.EngineAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose loopback address it is at which ports are published. */
class AnsweringTests {
    @ParameterizedTest
    @ValueSource(
            strings = {"unix:///var/run/docker.sock", "tcp://127.0.0.1:2375", "tcp://localhost:2375", "tcp://[::1]:2375"
            })
    void engineOfThisMachineHasThatOfThisMachine(String engine) {
        assertThat(Answering.isOutOfReach("127.0.0.1", EngineAddress.parse(engine)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tcp://docker:2375", "https://10.0.0.7:2376", "ssh://me@docker.example", "ssh://127.example"})
    void engineElsewhereHasItsOwn(String engine) {
        EngineAddress address = EngineAddress.parse(engine);

        assertThat(Answering.isOutOfReach("127.0.0.1", address)).isTrue();
        assertThat(Answering.isOutOfReach("::1", address)).isTrue();
        assertThat(Answering.isOutOfReach("10.0.0.7", address)).isFalse();
    }
}
