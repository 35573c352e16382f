package dev.drydock.client;

import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine has no reason to send anybody elsewhere; a proxy before it may. */
class RedirectTests {
    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private static Script to(int status, String location) {
        return raw("HTTP/1.1 " + status + " Elsewhere\r\nLocation: " + location
                + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aReadFollowsWithinTheEngine(int status) throws Exception {
        engine.next(to(status, "/elsewhere/info?x=y")).next(json(200, "{\"Name\":\"here\"}"));

        assertThat(engine.client().system().info().name()).isEqualTo("here");
        engine.call();
        assertThat(engine.call().line()).isEqualTo("GET /elsewhere/info?x=y");
    }

    @Test
    void aLoopEnds() throws Exception {
        engine.otherwise(to(302, "/loop"));

        assertThatThrownBy(() -> engine.client().system().info())
                .isInstanceOf(DockerResponseException.class)
                .hasMessageContaining("answered 302")
                .hasMessageContaining("'/loop'");
        assertThat(engine.callsLeft()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/info",
                "https://docker/info",
                "//evil.example/info",
                "info",
                "/a b",
                "/info\tx",
                "unix:///run/other.sock",
            })
    void nobodyIsSentToAnotherHost(String location) {
        engine.next(to(302, location));

        assertThatThrownBy(() -> engine.client().system().info())
                .isInstanceOf(DockerResponseException.class)
                .hasMessageContaining("'" + location + "'")
                .hasMessageContaining(engine.address().toString());
    }

    private void assertSentOnce(ThrowingCallable call) {
        engine.next(to(307, "/other"));

        assertThatThrownBy(call)
                .isInstanceOf(DockerResponseException.class)
                .hasMessageContaining("answered 307")
                .hasMessageContaining("It points to '/other' instead; only requests that read are sent on");
    }

    @Test
    void whatChangesSomethingIsSentOnce() {
        DockerClient client = engine.client();

        assertSentOnce(() -> client.containers().start("db"));
        assertSentOnce(() -> client.containers().remove("db"));
        assertSentOnce(() -> client.exec().create("db", ExecSpec.of("ls")));
        assertSentOnce(() -> client.containers().unpack("db", "/", InputStream.nullInputStream()));

        assertThat(engine.callsLeft()).isEqualTo(4);
    }
}
