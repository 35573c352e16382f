package dev.drydock.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.Acceptance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets end anywhere, and so do connections. */
class SplitAndCutTests {
    private static final String OK = "HTTP/1.1 200 OK\r\nX: y\r\n";
    private static final String CHUNKED = "HTTP/1.1 100 Continue\r\n\r\n" + OK
            + "Transfer-Encoding: chunked\r\n\r\n2;a=b\r\nhe\r\n9\r\nllo\r\nworl\r\n1\r\nd\r\n0\r\nTrailer: x\r\n\r\n";
    private static final String WITH_LENGTH = OK + "Content-Length: 12\r\n\r\nhello\r\nworld";
    private static final String UNTIL_CLOSE = OK + "\r\nhello\r\nworld";

    @ParameterizedTest
    @ValueSource(strings = {CHUNKED, WITH_LENGTH, UNTIL_CLOSE})
    @Acceptance(value = "A-012", by = "done by the codec")
    void aSplitAnywhereMakesNoDifference(String response) throws IOException {
        for (int at = 0; at <= response.length(); at++) {
            Wire.Answer answer = Wire.exchange("GET", Wire.split(response, at));

            assertThat(answer.head().status()).as("split at %d", at).isEqualTo(200);
            assertThat(answer.head().field("x")).as("split at %d", at).isEqualTo("y");
            assertThat(answer.body()).as("split at %d", at).isEqualTo("hello\r\nworld");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CHUNKED, WITH_LENGTH})
    void aCutAnywhereIsSeen(String response) {
        for (int length = 0; length < response.length(); length++) {
            Wire wire = Wire.cut(response, length);

            assertThatThrownBy(() -> Wire.exchange("GET", wire))
                    .as("cut after %d bytes", length)
                    .isInstanceOf(WireException.class);
        }
    }

    @Test
    void aCutInTheHeadIsSeenWhateverTheBody() {
        for (int length = 0; length < UNTIL_CLOSE.indexOf("hello"); length++) {
            Wire wire = Wire.cut(UNTIL_CLOSE, length);

            assertThatThrownBy(() -> Wire.exchange("GET", wire))
                    .as("cut after %d bytes", length)
                    .isInstanceOf(WireException.class);
        }
    }

    @Test
    void whatComesWithTheHeadOfAHijackIsNotLost() throws IOException {
        String response = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nhello";
        for (int at = 0; at <= response.length(); at++) {
            HttpExchange exchange = Wire.split(response, at).exchange();
            exchange.send("POST", "/x", Map.of(), null, false);

            assertThat(exchange.receive().status()).isEqualTo(101);
            assertThat(new String(exchange.hijackedInput().readAllBytes(), StandardCharsets.UTF_8))
                    .as("split at %d", at)
                    .isEqualTo("hello");
        }
    }
}
