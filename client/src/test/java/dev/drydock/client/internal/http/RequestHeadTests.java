package dev.drydock.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.Acceptance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTests {
    private final Wire wire = Wire.of("");
    private final HttpExchange exchange = wire.exchange();

    @Test
    @Acceptance(value = "A-002", by = "the Host header is the address's, for sockets without a host name 'docker'")
    void aRequestIsWrittenAsRequestsAre() throws IOException {
        exchange.send("POST", "/a?b=c", Map.of("X", "y"), "body".getBytes(StandardCharsets.UTF_8), false);

        assertThat(wire.sent.toString(StandardCharsets.UTF_8))
                .isEqualTo("POST /a?b=c HTTP/1.1\r\nHost: docker\r\nX: y\r\nConnection: close\r\n"
                        + "Content-Length: 4\r\n\r\nbody");
    }

    @Test
    void anUpgradeKeepsItsOwnConnectionHeader() throws IOException {
        exchange.send("GET", "/a", Map.of("Connection", "Upgrade"), null, false);

        assertThat(wire.sent.toString(StandardCharsets.UTF_8))
                .isEqualTo("GET /a HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\r\nEvil: z", "y\nEvil: z", "y\rEvil: z", "y\r\n\r\nGET /evil HTTP/1.1"})
    void aLineBreakInAHeaderIsRefused(String value) {
        assertThatThrownBy(() -> exchange.send("GET", "/a", Map.of("X", value), null, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> exchange.send("GET", "/a", Map.of(value, "x"), null, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> exchange.upload("PUT", "/a", Map.of("X", value), InputStream.nullInputStream(), false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(wire.sent.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/a\r\nEvil: z", "/a\nb", "/a b", "/a\tb", "/a\u0000b", "/größe", "/a?q=x HTTP/1.1\r\nE: z"})
    void whatHasNoPlaceInATargetIsRefused(String target) {
        assertThatThrownBy(() -> exchange.send("GET", target, Map.of(), null, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(wire.sent.size()).isZero();
    }
}
