package dev.drydock.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 404 Not Found\r\nX: y\r\n\r\nbody",
                "HTTP/1.0 404 Not Found\r\nX: y\r\n\r\nbody",
                "HTTP/1.1 404\r\nX: y\r\n\r\nbody",
                "HTTP/1.1 404 \r\nX: y\r\n\r\nbody",
                "HTTP/1.1 404 Nicht da: größer\r\nX: y\r\n\r\nbody",
                "HTTP/1.1 404 Not Found\nX: y\n\nbody",
                "HTTP/1.1 404 Not Found\nX: y\r\n\nbody",
                "HTTP/1.1 404 Not Found\r\nX:y\r\n\r\nbody",
                "HTTP/1.1 404 Not Found\r\nx:  \t y \t \r\n\r\nbody",
                "HTTP/1.1 404 Not Found\r\nX : y\r\n\r\nbody",
            })
    void variantsOfOneHead(String response) throws IOException {
        Wire.Answer answer = Wire.get(response);

        assertThat(answer.head().status()).isEqualTo(404);
        assertThat(answer.head().field("x")).isEqualTo("y");
        assertThat(answer.body()).isEqualTo("body");
    }

    @Test
    void namesAreInLowerCaseAndTheFirstOfSeveralCounts() throws IOException {
        ResponseHead head = Wire.get("HTTP/1.1 200 OK\r\nAPI-Version: 1.41\r\napi-version: 1.24\r\n\r\n")
                .head();

        assertThat(head.field("api-version")).isEqualTo("1.41");
        assertThat(head.fields()).hasSize(2);
        assertThat(head.field("other")).isNull();
    }

    @Test
    void anEmptyValueIsEmpty() throws IOException {
        assertThat(Wire.get("HTTP/1.1 200 OK\r\nBuildKit-Version:\r\n\r\n")
                        .head()
                        .field("buildkit-version"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 200OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 600 OK\r\n\r\n",
                "HTTP/1.1 ok\r\n\r\n",
                "http/1.1 200 OK\r\n\r\n",
                " HTTP/1.1 200 OK\r\n\r\n",
                "\r\nHTTP/1.1 200 OK\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "\u0015\u0003\u0001\u0000\u0002\u0002\n",
            })
    void whatIsNoStatusLineIsRefused(String response) {
        assertThatThrownBy(() -> Wire.get(response))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("isn't an HTTP/1.1 answer");
    }

    @Test
    void anUnknownAnswerIsShownShortAndPrintable() {
        assertThatThrownBy(() -> Wire.get("\u001b[31mhello" + "x".repeat(500) + "\n"))
                .hasMessageContaining("?[31mhello")
                .hasMessageNotContaining("\u001b")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no colon", ": no name", " folded: line", "\tfolded: line"})
    void whatIsNoFieldIsRefused(String line) {
        assertThatThrownBy(() -> Wire.get("HTTP/1.1 200 OK\r\nX: y\r\n" + line + "\r\n\r\n"))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("header field without a name");
    }

    @Test
    void interimAnswersAreSkipped() throws IOException {
        Wire.Answer answer = Wire.get("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nA: b\r\n\r\n"
                + "HTTP/1.1 103 Early Hints\r\nX: early\r\n\r\nHTTP/1.1 201 Created\r\nX: y\r\n\r\nbody");

        assertThat(answer.head().status()).isEqualTo(201);
        assertThat(answer.head().field("x")).isEqualTo("y");
        assertThat(answer.body()).isEqualTo("body");
    }

    @Test
    void aHeadOf64KiBIsRead() throws IOException {
        assertThat(Wire.get(headOf(64 * 1024)).body()).isEqualTo("body");
    }

    @Test
    void aLongerHeadIsRefused() {
        assertThatThrownBy(() -> Wire.get(headOf(64 * 1024 + 1)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("longer than allowed");
    }

    @Test
    void manyShortFieldsAreTooLongAsWell() {
        assertThatThrownBy(() -> Wire.get("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(20_000) + "\r\nbody"))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("longer than allowed");
    }

    @Test
    void aLineWithoutEndIsRefusedBeforeTheMemoryIsFull() {
        assertThatThrownBy(() -> Wire.get("x".repeat(10_000_000)))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("longer than allowed");
    }

    @Test
    void silenceAndThenTheEndIsNoAnswer() {
        assertThatThrownBy(() -> Wire.get(""))
                .isInstanceOf(WireException.class)
                .hasMessage("the engine closed the connection without an answer");
    }

    private static String headOf(int length) {
        String status = "HTTP/1.1 200 OK";
        String rest = "A: ";
        // The line breaks after the status and of the empty line aren't counted.
        return status + "\n" + rest + "x".repeat(length - status.length() - rest.length() - 1) + "\n\nbody";
    }
}
