package dev.drydock.client;

import static dev.drydock.client.Answers.chunked;
import static dev.drydock.client.Answers.cut;
import static dev.drydock.client.Answers.hangUp;
import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.raw;
import static dev.drydock.client.Answers.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that break off, or are none: never a success, always said what couldn't be done. */
class BrokenAnswerTests {
    private static final String INSPECT = response(200, "application/json", "{\"Id\":\"c1\",\"Name\":\"/db\"}");

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    @Test
    void aCutAnywhereIsSeenByTheCaller() {
        DockerClient client = engine.client();
        for (int length = 0; length < INSPECT.length(); length += 3) {
            engine.next(cut(INSPECT, length));

            assertThatThrownBy(() -> client.containers().inspect("db"))
                    .as("cut after %d bytes", length)
                    .isInstanceOf(DockerProtocolException.class)
                    .hasMessageStartingWith("Cannot inspect container 'db': ");
        }
    }

    @Test
    void aCutInADiscardedBodyIsSeen() {
        engine.next(raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"));

        assertThatThrownBy(() -> engine.client().containers().remove("db"))
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageContaining("7 bytes too early");
    }

    @Test
    void aHangUpIsSeen() {
        engine.next(hangUp());

        assertThatThrownBy(() -> engine.client().system().info())
                .isInstanceOf(DockerException.class)
                .hasMessageStartingWith("Cannot ask the engine about itself: ")
                .hasMessageContaining(engine.address().toString());
    }

    @Test
    void anArchiveThatIsCutThrowsWhenItIsRead() throws Exception {
        String whole = chunked("x".repeat(1000));
        engine.next(cut(whole, whole.length() - 100));

        try (ArchiveStream archive = engine.client().containers().archive("db", "/data")) {
            assertThatThrownBy(() -> archive.transferTo(java.io.OutputStream.nullOutputStream()))
                    .isInstanceOf(java.io.IOException.class)
                    .hasMessageContaining("Cannot copy '/data' out of container 'db'")
                    .hasMessageContaining("in the middle of a chunk");
        }
    }

    @Test
    void anArchiveComesByteForByte() throws Exception {
        engine.next(raw(chunked("abc", "ß")));

        try (InputStream archive = engine.client().containers().archive("db", "/data")) {
            assertThat(archive.read()).isEqualTo('a');
            assertThat(archive.readAllBytes()).containsExactly('b', 'c', 0xc3, 0x9f);
            assertThat(archive.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>hello</html>", "{\"Id\":", "", "[]", "upstream connect error", "\"text\"", "null"})
    @Acceptance(value = "B-020", by = "DockerProtocolException")
    void whatIsNotTheJsonThatWasAgreedIsRefused(String body) {
        engine.next(json(200, body));

        assertThatThrownBy(() -> engine.client().containers().inspect("db"))
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageStartingWith("Cannot inspect container 'db': ")
                .hasMessageContaining(engine.address().toString());
    }

    @Test
    void nullIsAnEmptyListAsGoWritesIt() {
        engine.otherwise(json(200, "null"));

        assertThat(engine.client().images().list(Filters.NONE)).isEmpty();
        assertThat(engine.client().containers().list(Filters.NONE)).isEmpty();
        assertThat(engine.client().networks().list(Filters.NONE)).isEmpty();
    }

    @Test
    void anIdThatIsMissingIsMissed() {
        engine.otherwise(json(201, "{\"Warnings\":[]}"));
        DockerClient client = engine.client();

        assertThatThrownBy(
                        () -> client.containers().create(ContainerSpec.of("x").build()))
                .isInstanceOf(DockerProtocolException.class);
        assertThatThrownBy(() -> client.networks().create("n", Map.of())).isInstanceOf(DockerProtocolException.class);
        assertThatThrownBy(() -> client.exec().create("db", ExecSpec.of("ls")))
                .isInstanceOf(DockerProtocolException.class);
    }
}
