package dev.drydock.client;

import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.noContent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire to the engine. */
class RequestTests {
    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    @Test
    void getHasNoBodyAndKeepsTheConnection() throws Exception {
        engine.next(json(200, "{}"));

        engine.client().system().info();

        ScriptedCall call = engine.call();
        assertThat(call.line()).isEqualTo("GET /v1.41/info");
        assertThat(call.header("host")).isEqualTo("docker");
        assertThat(call.header("connection")).isNull();
        assertThat(call.head()).doesNotContainIgnoringCase("content-length").doesNotContain("ransfer-");
    }

    @Test
    void postWithoutBodySaysSo() throws Exception {
        engine.next(noContent());

        engine.client().containers().start("db");

        ScriptedCall call = engine.call();
        assertThat(call.line()).isEqualTo("POST /v1.41/containers/db/start");
        assertThat(call.header("content-length")).isEqualTo("0");
    }

    @Test
    void deleteWithoutBodySaysSo() throws Exception {
        engine.next(noContent());

        engine.client().volumes().remove("data");

        ScriptedCall call = engine.call();
        assertThat(call.line()).isEqualTo("DELETE /v1.41/volumes/data");
        assertThat(call.header("content-length")).isEqualTo("0");
    }

    @Test
    void jsonIsSentWithItsLength() throws Exception {
        engine.next(json(201, "{\"Id\":\"n1\"}"));

        assertThat(engine.client().networks().create("größe", Map.of("a", "b"))).isEqualTo("n1");

        ScriptedCall call = engine.call();
        assertThat(call.header("content-type")).isEqualTo("application/json");
        assertThat(call.header("content-length")).isEqualTo("" + call.body().length);
        assertThat(call.header("transfer-encoding")).isNull();
        assertThat(call.bodyText()).contains("\"Name\":\"größe\"", "\"Labels\":{\"a\":\"b\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "library/busybox:1.36, library/busybox:1.36",
        "127.0.0.1:5000/a/b:1, 127.0.0.1:5000/a/b:1",
        "a b, a%20b",
        "100%, 100%25",
        "a%2Fb, a%252Fb",
        "a+b, a%2Bb",
        "x?y#z, x%3Fy%23z",
        "n@sha256:12, n%40sha256:12",
        "größe, gr%C3%B6%C3%9Fe",
        "🐳, %F0%9F%90%B3",
    })
    void namesInThePathAreEncoded(String name, String encoded) throws Exception {
        engine.next(json(200, "{}"));

        engine.client().images().inspect(name);

        assertThat(engine.call().line()).isEqualTo("GET /v1.41/images/" + encoded + "/json");
    }

    @Test
    void valuesInTheQueryAreEncoded() throws Exception {
        engine.next(json(200, "[]"));

        engine.client().containers().list(Filters.byLabel("a b=c&d/ü"));

        assertThat(engine.call().line())
                .isEqualTo("GET /v1.41/containers/json?all=true&filters="
                        + "%7B%22label%22%3A%5B%22a%20b%3Dc%26d%2F%C3%BC%22%5D%7D");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL\r\nHost: evil", "KILL\n", "\rKILL"})
    void aLineBreakInAQueryIsRefused(String signal) {
        assertThatThrownBy(() -> engine.client().containers().kill("db", signal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot kill container 'db': there is a line break in 'signal'.");
        assertThat(engine.pings()).isEmpty();
    }

    @Test
    void aLineBreakInATextOrTheNameOfAFileIsSent() throws Exception {
        engine.next(json(201, "{\"Id\":\"i1\"}")).otherwise(json(404, "{}"));
        DockerClient client = engine.client();

        client.containers()
                .commit(
                        "db",
                        CommitSpec.of("a:1")
                                .author("a\r\nb")
                                .comment("one\ntwo")
                                .build());
        assertThatThrownBy(() -> client.containers().archive("db", "/tmp/a\nb")).isInstanceOf(NotFoundException.class);

        assertThat(engine.call().line()).contains("comment=one%0Atwo", "author=a%0D%0Ab");
        assertThat(engine.call().line()).isEqualTo("GET /v1.41/containers/db/archive?path=%2Ftmp%2Fa%0Ab");
    }

    @Test
    void aLineBreakInAPathIsRefused() {
        assertThatThrownBy(() -> engine.client().volumes().remove("a\r\nHost: evil"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot remove volume 'a\\r\\nHost: evil': there is a line break in the name or id.");
        assertThat(engine.pings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", ".", "..", "../info", "a/../../info", "a//b", "a/", "/a", "a/./b"})
    void whatIsNoNameIsRefusedBeforeAnyRequest(String name) {
        DockerClient client = engine.client();

        assertThatThrownBy(() -> client.images().inspect(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot inspect image '" + name + "': ");
        assertThatThrownBy(() -> client.volumes().remove(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.networks().connect(name, "c", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.exec().start(name)).isInstanceOf(IllegalArgumentException.class);
        assertThat(engine.callsLeft()).isZero();
        assertThat(engine.pings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "..", "/.."})
    void aContainerNeedsANameToo(String name) {
        assertThatThrownBy(() -> engine.client().containers().remove(name))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> engine.client().exec().run(name, "ls")).isInstanceOf(IllegalArgumentException.class);
        assertThat(engine.pings()).isEmpty();
    }

    @Test
    void aContainersNameMayHaveTheSlashThatInspectShows() throws Exception {
        engine.next(noContent()).next(json(201, "{\"Id\":\"e1\"}"));

        engine.client().containers().remove("/db");
        engine.client().exec().create("/db", ExecSpec.of("ls"));

        assertThat(engine.call().line()).isEqualTo("DELETE /v1.41/containers/db?force=true&v=true");
        assertThat(engine.call().line()).isEqualTo("POST /v1.41/containers/db/exec");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0", "PT0.001S, 1", "PT1S, 1", "PT1.5S, 2", "PT1M, 60"})
    void theGracePeriodIsRoundedUpToSeconds(Duration grace, int seconds) throws Exception {
        engine.next(noContent());

        engine.client().containers().stop("db", grace);

        assertThat(engine.call().line()).isEqualTo("POST /v1.41/containers/db/stop?t=" + seconds);
    }
}
