package dev.drydock.client;

import static dev.drydock.client.Answers.chunk;
import static dev.drydock.client.Answers.raw;
import static dev.drydock.client.Answers.thenSilent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One stream, read in each of the ways there are. */
class StreamWaysTests {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String ONE = "{\"Action\":\"one\"}";
    private static final String TWO = "{\"Action\":\"zwei ü\"}";

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private EventStream events(Script script) {
        engine.next(script);
        return engine.client().system().events(Filters.NONE);
    }

    private static List<String> actions(EventStream events) {
        List<String> all = new ArrayList<>();
        events.forEachRemaining(event -> all.add(event.action()));
        return all;
    }

    private static final Script THREE_THEN_SILENT =
            thenSilent(CHUNKED + chunk(ONE + "\n") + chunk(TWO + "\n") + chunk(ONE + "\n"));

    @Acceptance(value = "B-027", by = "EventStream: records across chunks")
    @ParameterizedTest
    @ValueSource(
            strings = {
                ONE + TWO,
                ONE + "\n" + TWO,
                ONE + "\r\n" + TWO + "\r\n",
                ONE + "\n\n" + TWO + "\n",
                "\u001e" + ONE + "\n\u001e" + TWO + "\n",
                "\u001e" + ONE + "\u001e\u001e" + TWO,
            })
    void eventsAreFoundHoweverTheyAreSeparatedAndCut(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int at = 1; at < bytes.length; at++) {
            int first = at;
            EventStream events = events(call -> {
                call.send(CHUNKED + Integer.toHexString(first) + "\r\n");
                call.send(java.util.Arrays.copyOf(bytes, first));
                call.send("\r\n" + Integer.toHexString(bytes.length - first) + "\r\n");
                call.send(java.util.Arrays.copyOfRange(bytes, first, bytes.length));
                call.send("\r\n0\r\n\r\n");
            });

            assertThat(actions(events)).as("cut at %d", at).containsExactly("one", "zwei ü");
        }
    }

    @Acceptance(value = "B-026", by = "EventStream: DockerProtocolException")
    @Test
    void aRecordThatEndsTooEarlyIsAnError() {
        for (int length = 1; length < ONE.length(); length++) {
            EventStream events = events(raw("HTTP/1.1 200 OK\r\n\r\n" + TWO + ONE.substring(0, length)));

            assertThat(events.next().action()).isEqualTo("zwei ü");
            assertThatThrownBy(events::hasNext)
                    .as("cut at %d", length)
                    .isInstanceOf(DockerProtocolException.class)
                    .hasMessageStartingWith("Cannot follow the engine's events: ");
        }
    }

    @Test
    void aRecordWithoutEndIsRefused() {
        EventStream events = events(call -> {
            call.send(CHUNKED + chunk("{\"Unknown\":["));
            while (true) {
                call.send(chunk("0,".repeat(50_000)));
            }
        });

        assertThatThrownBy(events::hasNext)
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageContaining("larger than 16 MiB");
    }

    @Test
    void asAStream() {
        try (Stream<Event> events = events(raw(CHUNKED + chunk(ONE) + chunk(TWO) + "0\r\n\r\n")).stream()) {
            assertThat(events.map(Event::action)).containsExactly("one", "zwei ü");
        }
    }

    @Test
    void aStreamThatIsClosedFreesTheConnection() throws Exception {
        try (Stream<Event> events = events(THREE_THEN_SILENT).stream()) {
            assertThat(events.limit(2).map(Event::action)).containsExactly("one", "zwei ü");
        }
        engine.awaitOpen(0);
    }

    @Acceptance(value = "B-024", by = "EngineStream.forEachWhile(callback): false ends it and closes the connection")
    @Test
    @Acceptance(
            value = {"B-023", "B-024"},
            by = "EngineStream.forEachWhile(callback)")
    void aCallbackCanEndIt() throws Exception {
        List<String> seen = new ArrayList<>();
        EventStream events = events(THREE_THEN_SILENT);

        events.forEachWhile(event -> {
            seen.add(event.action());
            return seen.size() < 2;
        });

        assertThat(seen).containsExactly("one", "zwei ü");
        engine.awaitOpen(0);
        assertThat(events.hasNext()).isFalse();
    }

    @Test
    void aCallbackGetsAll() {
        List<String> seen = new ArrayList<>();

        events(raw(CHUNKED + chunk(ONE) + chunk(TWO) + "0\r\n\r\n")).forEachWhile(event -> seen.add(event.action()));

        assertThat(seen).containsExactly("one", "zwei ü");
    }

    @Test
    void whatACallbackThrowsEndsItAndComesOut() throws Exception {
        EventStream events = events(THREE_THEN_SILENT);

        assertThatThrownBy(() -> events.forEachWhile(event -> {
                    throw new IllegalStateException("enough");
                }))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        engine.awaitOpen(0);
    }

    @Test
    void whatIsReadAsBytesHasNoItems() throws Exception {
        EventStream events = events(raw(CHUNKED + chunk(ONE) + "0\r\n\r\n"));
        try (InputStream bytes = events.inputStream()) {
            assertThatThrownBy(events::hasNext)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("it is read as bytes already");
            assertThat(bytes.readAllBytes()).isNotEmpty();
        }
    }

    @Test
    @Acceptance(value = "B-025", by = "EngineStream.inputStream()")
    void asBytes() throws Exception {
        try (InputStream bytes = events(raw(CHUNKED + chunk(ONE) + chunk(TWO + "\n") + "0\r\n\r\n"))
                .inputStream()) {
            assertThat(new String(bytes.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(ONE + TWO + "\n");
        }
    }

    @Test
    void progressAsBytes() throws Exception {
        engine.next(raw(CHUNKED + chunk("{\"error\":\"not looked for\"}") + "0\r\n\r\n"));

        try (InputStream bytes =
                engine.client().images().pull(ImageReference.parse("redis")).inputStream()) {
            assertThat(bytes.readAllBytes()).asString().isEqualTo("{\"error\":\"not looked for\"}");
        }
    }

    private OutputFrames logs(String body) {
        engine.next(Answers.json(200, "{\"Config\":{\"Tty\":false}}")).next(raw("HTTP/1.1 200 OK\r\n\r\n" + body));
        return engine.client().containers().logs("db", LogOptions.ALL);
    }

    @Test
    void outputAsBytes() throws Exception {
        try (InputStream bytes = logs("\u0001\0\0\0\0\0\0\u0002hi\u0001\0\0\0\0\0\0\0\u0002\0\0\0\0\0\0\u0002no")
                .inputStream()) {
            assertThat(bytes.read()).isEqualTo('h');
            assertThat(bytes.readAllBytes()).asString().isEqualTo("ino");
            assertThat(bytes.read()).isEqualTo(-1);
        }
    }

    @Test
    void bytesThatBreakOffAreAnErrorWithTheReason() throws Exception {
        try (InputStream bytes = logs("\u0001\0\0\0\0\0\0\u0005hi").inputStream()) {
            assertThatThrownBy(bytes::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Cannot read the logs of container 'db': ")
                    .hasCauseInstanceOf(DockerProtocolException.class);
        }
    }

    @Test
    void anErrorOfTheEngineInTheOutputIsThatError() {
        try (OutputFrames logs = logs("\u0001\0\0\0\0\0\0\u0002hi\u0003\0\0\0\0\0\0\u0004oops")) {
            assertThat(logs.next().text()).isEqualTo("hi");
            assertThatThrownBy(logs::hasNext)
                    .isInstanceOf(DockerStreamException.class)
                    .hasMessage("Cannot read the logs of container 'db': the engine reports 'oops'.");
        }
    }

    @Test
    void oneWayOnly() {
        EventStream events = events(THREE_THEN_SILENT);
        assertThat(events.hasNext()).isTrue();

        assertThatThrownBy(events::inputStream)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot follow the engine's events as bytes: reading item by item has begun already.");
        events.close();
    }

    @Test
    void closingTheBytesEndsAReadThatWaits() throws Exception {
        InputStream bytes = events(thenSilent(CHUNKED)).inputStream();
        try (Background<Integer> reading = Background.of(bytes::read)) {
            Thread.sleep(50);

            bytes.close();

            assertThatThrownBy(reading::get).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(bytes::read).isInstanceOf(IOException.class).hasMessageContaining("is closed");
    }
}
