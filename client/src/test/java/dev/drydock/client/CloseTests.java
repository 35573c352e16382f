package dev.drydock.client;

import static dev.drydock.client.Answers.chunk;
import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.silent;
import static dev.drydock.client.Answers.thenSilent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing from another thread, while something is read. */
class CloseTests {
    private static final String UNTIL_CLOSE = "HTTP/1.1 200 OK\r\n\r\n";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String FRAME = "\u0001\0\0\0\0\0\0\u0005hello";

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private OutputFrames logs(DockerClient client, String answer, boolean tty) {
        engine.next(json(200, "{\"Config\":{\"Tty\":" + tty + "}}")).next(thenSilent(answer));
        return client.containers().logs("db", LogOptions.FOLLOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {CHUNKED, UNTIL_CLOSE, UNTIL_CLOSE + "\u0001\0\0", CHUNKED + "d\r\n\u0001\0\0\0\0\0\0\u0005he"})
    @Acceptance(value = "B-008", by = "EngineStream.close()")
    void closingAStreamEndsABlockedRead(String answer) throws Exception {
        OutputFrames logs = logs(engine.client(), answer, false);
        try (Background<Boolean> more = Background.of(logs::hasNext)) {
            logs.close();

            assertThat(more.get()).isFalse();
            assertThat(logs.hasNext()).isFalse();
        }
    }

    @Test
    void nothingIsReadAfterTheCloseAlthoughItIsThere() {
        OutputFrames logs = logs(engine.client(), UNTIL_CLOSE + FRAME + FRAME + FRAME, false);
        assertThat(logs.next().text()).isEqualTo("hello");

        logs.close();

        assertThat(logs.hasNext()).isFalse();
        assertThatThrownBy(logs::next).isInstanceOf(java.util.NoSuchElementException.class);
    }

    @Test
    void whatWasAnnouncedStillComes() {
        OutputFrames logs = logs(engine.client(), UNTIL_CLOSE + FRAME + FRAME, false);
        assertThat(logs.hasNext()).isTrue();

        logs.close();

        assertThat(logs.next().text()).isEqualTo("hello");
        assertThat(logs.hasNext()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closingTheClientIsNoProperEndOfAStream(boolean tty) throws Exception {
        DockerClient client = engine.client();
        OutputFrames logs = logs(client, UNTIL_CLOSE, tty);
        try (Background<Boolean> more = Background.of(logs::hasNext)) {
            client.close();

            assertThatThrownBy(more::get)
                    .isInstanceOf(DockerConnectionException.class)
                    .hasMessage("Cannot read the logs of container 'db': this client was closed meanwhile.");
        }
    }

    @Test
    @Acceptance(value = "B-008", by = "DockerClient.close()")
    void closingTheClientEndsCallsUnderWay() throws Exception {
        engine.otherwise(silent());
        DockerClient client = engine.client();
        try (Background<?> info = Background.of(() -> client.system().info());
                Background<?> wait = Background.of(() -> client.containers().waitUntilStopped("db"))) {
            engine.call();
            engine.call();

            client.close();

            assertThatThrownBy(info::get)
                    .isInstanceOf(DockerConnectionException.class)
                    .hasMessage("Cannot ask the engine about itself: this client was closed meanwhile.");
            assertThatThrownBy(wait::get)
                    .isInstanceOf(DockerConnectionException.class)
                    .hasMessage("Cannot wait for container 'db': this client was closed meanwhile.");
        }
    }

    @Test
    void closingTheClientEndsAnUpload() throws Exception {
        engine.next(silent());
        DockerClient client = engine.client();
        try (Background<?> upload = Background.of(() -> {
            client.containers().unpack("db", "/data", Sources.endless());
            return null;
        })) {
            engine.call();

            client.close();

            assertThatThrownBy(upload::get)
                    .isInstanceOf(DockerConnectionException.class)
                    .hasMessageContaining("this client was closed meanwhile");
        }
    }

    @Test
    void aClosedClientMakesNoCalls() {
        engine.otherwise(json(200, "{}"));
        DockerClient client = engine.client();
        client.system().info();
        DockerClient unused = engine.client();

        client.close();
        unused.close();
        unused.close();

        assertThatThrownBy(() -> client.system().info())
                .isInstanceOf(DockerConnectionException.class)
                .hasMessage("Cannot ask the engine about itself: this client is closed.");
        assertThatThrownBy(() -> unused.system().info())
                .isInstanceOf(DockerConnectionException.class)
                .hasMessageContaining("this client is closed");
    }

    @Test
    void closingAWaitEndsIt() throws Exception {
        engine.next(thenSilent(CHUNKED));
        ContainerWait wait = engine.client().containers().waitFor("db", WaitCondition.NEXT_EXIT);
        try (Background<?> exit = Background.of(wait::await)) {
            wait.close();

            assertThatThrownBy(exit::get)
                    .isInstanceOf(DockerConnectionException.class)
                    .hasMessageStartingWith("Cannot wait for container 'db': ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"Type\":\"container\",\"Action\":"})
    void closingEventsEndsABlockedRead(String begun) throws Exception {
        engine.next(thenSilent(CHUNKED + (begun.isEmpty() ? "" : chunk(begun))));
        EventStream events = engine.client().system().events(Filters.NONE);
        try (Background<Boolean> more = Background.of(events::hasNext)) {
            events.close();

            assertThat(more.get()).isFalse();
            assertThat(events.hasNext()).isFalse();
        }
    }

    @Test
    void noEventIsReadAfterTheClose() {
        String event = "{\"Type\":\"container\",\"Action\":\"start\"}\n";
        engine.next(thenSilent(CHUNKED + chunk(event + event + event)));
        EventStream events = engine.client().system().events(Filters.byLabel("a"));
        assertThat(events.next().action()).isEqualTo("start");

        events.close();

        assertThat(events.hasNext()).isFalse();
    }
}
