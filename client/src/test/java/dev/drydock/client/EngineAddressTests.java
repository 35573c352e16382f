package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressTests {
    @ParameterizedTest
    @CsvSource({
        "unix:///var/run/docker.sock, unix:///var/run/docker.sock",
        "UNIX:///a b, unix:///a b",
        "' unix:///x ', unix:///x",
        "tcp://127.0.0.1:2375, tcp://127.0.0.1:2375",
        "tcp://127.0.0.1:2375/, tcp://127.0.0.1:2375",
        "tcp://docker, tcp://docker:2375",
        "TCP://docker:1, tcp://docker:1",
        "http://docker:80, tcp://docker:80",
        "tcp://my_docker:2375, tcp://my_docker:2375",
        "tcp://[::1]:2375, tcp://[::1]:2375",
        "tcp://[::1], tcp://[::1]:2375",
    })
    void addressesAreReadAsDockerHostHasThem(String text, String shown) {
        assertThat(EngineAddress.parse(text)).hasToString(shown);
        assertThat(EngineAddress.parse(shown)).isEqualTo(EngineAddress.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "\"\" | scheme is missing",
                "docker.sock | scheme is missing",
                "/var/run/docker.sock | scheme is missing",
                "localhost:2375 | scheme is missing",
                "unix:// | absolute path",
                "unix://docker.sock | absolute path",
                "tcp:// | HOST:PORT",
                "tcp://:2375 | HOST:PORT",
                "tcp://host:0 | 1 to 65535",
                "tcp://host:65536 | 1 to 65535",
                "tcp://host:http | 1 to 65535",
                "tcp://host: | 1 to 65535",
                "tcp://host:2375/path | nothing more",
                "ssh://me@host | can't connect by ssh",
                "https://host:2376 | can't connect by https",
                "npipe:////./pipe/docker_engine | named pipes aren't supported",
                "fd:// | 'fd' isn't a scheme",
            })
    void whatIsNoAddressIsRefusedWithAReason(String text, String why) {
        assertThatThrownBy(() -> EngineAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an engine's address: ")
                .hasMessageContaining(why)
                .hasMessageEndingWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://user:pa55word@host:2375",
                "tcp://user:p/pa55word@host:2375",
                "tcp://user:p@pa55word@host:2375",
                "ssh://user:pa55word@host",
                "https://user:pa55word@host",
                "what://user:pa55word@host",
                "user:pa55word@host:2375",
            })
    void aPasswordIsNotShown(String text) {
        assertThatThrownBy(() -> EngineAddress.parse(text))
                .satisfies(e -> {
                    for (Throwable each = e; each != null; each = each.getCause()) {
                        assertThat(each).hasMessageNotContaining("pa55word");
                    }
                })
                .hasMessageContaining("***@host");
    }

    @Test
    void addressesCanBeMade() {
        assertThat(EngineAddress.unix(Path.of("/x"))).isEqualTo(EngineAddress.parse("unix:///x"));
        assertThat(EngineAddress.tcp("::1", 1)).isEqualTo(EngineAddress.parse("tcp://[::1]:1"));
        assertThatThrownBy(() -> EngineAddress.tcp("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EngineAddress.tcp("host", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EngineAddress.tcp("host", 65536)).isInstanceOf(IllegalArgumentException.class);
    }
}
