package dev.drydock.client.internal.http;

import static dev.drydock.client.internal.http.Wire.exchange;
import static dev.drydock.client.internal.http.Wire.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.Acceptance;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a body ends. */
class BodiesTests {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\n\r\nhello",
                "Content-Length: 5\r\n\r\nhello, and more",
                "Content-Length: 005\r\n\r\nhello",
                "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
                "\r\nhello",
                "Transfer-Encoding: identity\r\n\r\nhello",
                "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nhello",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "transfer-encoding: CHUNKED\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n1\r\nh\r\n4\r\nello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0005\r\nhello\r\n000\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5;name=value\r\nhello\r\n0;last\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5 ; name=\"quoted\"\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nTrailer: x\r\nOther: y\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\nand more",
            })
    @Acceptance(
            value = {"A-012", "A-013"},
            by = "done by the codec")
    void allOfTheseSayHello(String rest) throws IOException {
        assertThat(get(OK + rest).body()).isEqualTo("hello");
    }

    @Test
    void hexadecimalDigitsMayBeOfEitherCase() throws IOException {
        String text = "x".repeat(26);

        assertThat(get(CHUNKED + "1A\r\n" + text + "\r\n1a\r\n" + text + "\r\n0\r\n\r\n")
                        .body())
                .isEqualTo(text + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\nx",
                "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
            })
    void noneOfTheseSaysAnything(String response) throws IOException {
        assertThat(get(response).body()).isEmpty();
    }

    @Test
    void theAnswerToHeadHasNoBody() throws IOException {
        Wire wire = Wire.of(OK + "Content-Length: 5\r\n\r\n");

        assertThat(exchange("HEAD", wire).body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: -5\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: five\r\n",
                "Content-Length: \r\n",
                "Content-Length: 5, 5\r\n",
                "Content-Length: 99999999999999999999\r\n",
            })
    void aLengthThatMakesNoSenseIsRefused(String field) {
        assertThatThrownBy(() -> get(OK + field + "\r\nhello"))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("Content-Length makes no sense");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "x\r\nhello",
                "-5\r\nhello",
                "+5\r\nhello",
                "0x5\r\nhello",
                "5 5\r\nhello",
                ";name\r\nhello",
                "7fffffffffffffff\r\nhello",
                "fffffffffffffffff\r\nhello",
                "{\"message\":\"proxy error\"}\r\n",
            })
    void aChunkSizeThatMakesNoSenseIsRefused(String chunk) {
        assertThatThrownBy(() -> get(CHUNKED + chunk))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("chunk's size makes no sense");
    }

    @Test
    void aChunkIsNotLongerThanItSaid() {
        assertThatThrownBy(() -> get(CHUNKED + "5\r\nhello world\r\n0\r\n\r\n"))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("longer than it said");
    }

    @Test
    void endlessExtensionsAndTrailersAreRefused() {
        assertThatThrownBy(() -> get(CHUNKED + "5;" + "x".repeat(9000) + "\r\nhello\r\n0\r\n\r\n"))
                .isInstanceOf(WireException.class);
        assertThatThrownBy(() -> get(CHUNKED + "0\r\n" + "T: x\r\n".repeat(20_000) + "\r\n"))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("trailers");
    }

    @Test
    void afterTheEndItStaysAtTheEnd() throws IOException {
        HttpExchange exchange =
                Wire.of(CHUNKED + "5\r\nhello\r\n0\r\n\r\n5\r\nhello\r\n").exchange();
        exchange.send("GET", "/x", Map.of(), null, false);
        InputStream body = exchange.body(exchange.receive());

        assertThat(body.readAllBytes()).hasSize(5);
        assertThat(body.read()).isEqualTo(-1);
        assertThat(body.read(new byte[10])).isEqualTo(-1);
    }

    @Test
    void bytesAboveAsciiComeOneByOneToo() throws IOException {
        HttpExchange exchange = Wire.of(OK + "Content-Length: 2\r\n\r\nß").exchange();
        exchange.send("GET", "/x", Map.of(), null, false);
        InputStream body = exchange.body(exchange.receive());

        assertThat(body.read()).isEqualTo(0xc3);
        assertThat(body.read()).isEqualTo(0x9f);
        assertThat(body.read()).isEqualTo(-1);
    }
}
