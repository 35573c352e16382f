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
        "tcp://host:2375/path, tcp://host:2375/path",
        "tcp://host/%20some/path/, tcp://host:2375/%20some/path",
        "tcp://host//, tcp://host:2375",
        "https://host, https://host:2376",
        "HTTPS://[::1]:1/a/b, https://[::1]:1/a/b",
        "ssh://host, ssh://host",
        "ssh://me@host:22, ssh://me@host:22",
        "ssh://me@my-host.example/, ssh://me@my-host.example",
        "ssh://host/run/user/1000/docker.sock, ssh://host/run/user/1000/docker.sock",
        "ssh://me@[fe80::1%eth0]:22/a%20b, ssh://me@[fe80::1%eth0]:22/a%20b",
    })
    @Acceptance(
            value = {"C-010", "C-011", "D-008", "E-049"},
            by = "EngineAddress.parse(text)")
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
                "tcp://host:2375/a b | percent-encoded",
                "tcp://host:2375/a%2 | percent-encoded",
                "tcp://host:2375/a?b=c | percent-encoded",
                "tcp://host:2375/größe | percent-encoded",
                "tcp://me@host:2375 | without a user",
                "https://host:0 | 1 to 65535",
                "ssh:// | HOST",
                "ssh://me@ | HOST",
                "ssh://@host | a user's name",
                "ssh://-oProxyCommand=x | HOST",
                "ssh://me@-oProxyCommand=x | HOST",
                "ssh://-lroot@host | a user's name",
                "ssh://$(id)@host | a user's name",
                "ssh://`id` | HOST",
                "ssh://me:secret@host | a password has no place in it",
                "ssh://host:0 | 1 to 65535",
                "ssh://host:x | 1 to 65535",
                "ssh://host/a b | percent-encoded",
                "npipe:////./pipe/docker_engine | named pipes aren't supported",
                "fd:// | 'fd' isn't a scheme",
            })
    @Acceptance(
            value = {"D-006", "E-049"},
            by = "EngineAddress.parse(text)")
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

    @ParameterizedTest
    @CsvSource({
        "unix:///x, UNIX, '', ''",
        "tcp://host/%20some/path/, TCP, host, /%20some/path",
        "https://[::1]/a, TLS, ::1, /a",
        "ssh://me@host:22/run/docker.sock, SSH, host, ''",
        "ssh://[::1], SSH, ::1, ''",
    })
    void itsPartsAreKnown(String text, EngineAddress.Kind kind, String host, String basePath) {
        EngineAddress address = EngineAddress.parse(text);

        assertThat(address.kind()).isEqualTo(kind);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.basePath()).isEqualTo(basePath);
    }

    @Test
    @Acceptance(value = "B-007", by = "builder().tls(settings)")
    void tcpIsTakenForTlsWhereThatIsAskedFor() {
        assertThat(EngineAddress.parse("tcp://host", true)).hasToString("https://host:2376");
        assertThat(EngineAddress.parse("tcp://host:1/a", true)).hasToString("https://host:1/a");
        assertThat(EngineAddress.parse("unix:///x", true)).hasToString("unix:///x");
        assertThat(EngineAddress.parse("tcp://host:1/a").withTls()).hasToString("https://host:1/a");
        assertThat(EngineAddress.parse("ssh://host").withTls()).hasToString("ssh://host");
    }

    @Test
    @Acceptance(value = "B-002", by = "EngineAddress.tcp(host, port)")
    void addressesCanBeMade() {
        assertThat(EngineAddress.tls("host", 1)).isEqualTo(EngineAddress.parse("https://host:1"));
        assertThat(EngineAddress.unix(Path.of("/x"))).isEqualTo(EngineAddress.parse("unix:///x"));
        assertThat(EngineAddress.tcp("::1", 1)).isEqualTo(EngineAddress.parse("tcp://[::1]:1"));
        assertThatThrownBy(() -> EngineAddress.tcp("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EngineAddress.tcp("host", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EngineAddress.tcp("host", 65536)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:///a\0b", "tcp://a\rb:1", "tcp://[[]]", "tcp://[[a]]:1", "tcp://a]:1"})
    void whatIsNoPathOrHostIsRefused(String text) {
        assertThatThrownBy(() -> EngineAddress.parse(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an engine's address");
    }

    @ParameterizedTest
    @CsvSource({"TCP, x, ''", "TLS, 'me:pw@x:1', ''", "UNIX, '', ''", "SSH, -oProxyCommand, ''", "TCP, 'x:1', path"})
    void whatParseWouldNotMakeIsRefused(EngineAddress.Kind kind, String target, String basePath) {
        assertThatThrownBy(() -> new EngineAddress(kind, target, basePath))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("pw");
    }
}
