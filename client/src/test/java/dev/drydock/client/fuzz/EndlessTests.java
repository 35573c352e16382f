package dev.drydock.client.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.internal.http.HttpExchange;
import dev.drydock.client.internal.http.ResponseHead;
import dev.drydock.client.internal.http.WireException;
import dev.drydock.client.internal.stream.Frames;
import dev.drydock.client.internal.stream.JsonRecords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on for ever is given up soon, and before it fills the memory. A fuzzer's inputs are too short to show it. */
class EndlessTests {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    /** A beginning, and then the same again and again: more than a gigabyte, if anyone reads it. */
    private static final class Endless extends InputStream {
        private final byte[] begin;
        private final byte[] again;
        long given;

        Endless(String begin, String again) {
            this.begin = begin.getBytes(StandardCharsets.ISO_8859_1);
            this.again = again.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public int read() {
            if (given == 1 << 30) {
                throw new AssertionError("a gigabyte was read");
            }
            long at = given++;
            return (at < begin.length ? begin[(int) at] : again[(int) ((at - begin.length) % again.length)]) & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            for (int i = 0; i < length; i++) {
                into[offset + i] = (byte) read();
            }
            return length;
        }
    }

    private static void refused(String begin, String again, long mostBytes, Reading reading) throws IOException {
        long read = Allocation.bounded(0, () -> {
            Endless wire = new Endless(begin, again);
            assertThatThrownBy(() -> reading.of(wire)).isInstanceOf(IOException.class);
            return wire.given;
        });
        assertThat(read).isLessThanOrEqualTo(mostBytes);
    }

    @FunctionalInterface
    private interface Reading {
        void of(InputStream in) throws IOException;
    }

    private static void answer(InputStream in) throws IOException {
        try (HttpExchange exchange = new FuzzedConnection(in).exchange()) {
            exchange.send("GET", "/x", Map.of(), null, false);
            ResponseHead head = exchange.receive();
            exchange.body(head).transferTo(OutputStream.nullOutputStream());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"H", OK, OK + "A: ", OK + " "})
    void aLineOfAHead(String begin) throws IOException {
        refused(begin, "a", 200_000, EndlessTests::answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: b\r\n", "A:\n"})
    void fieldsOfAHead(String field) throws IOException {
        refused(OK, field, 200_000, EndlessTests::answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5;", "5;a=\""})
    void aLineBeforeAChunk(String begin) throws IOException {
        refused(CHUNKED + begin, "0", 200_000, EndlessTests::answer);
    }

    @Test
    void trailers() throws IOException {
        refused(CHUNKED + "0\r\n", "A: b\r\n", 200_000, EndlessTests::answer);
    }

    @Test
    void aChunkIsReadAsItComes() throws IOException {
        // Its size alone must not make anyone reserve room for it.
        Allocation.bounded(0, () -> {
            try (HttpExchange exchange = new FuzzedConnection(new Endless(CHUNKED + "fffffff0\r\n", "a")).exchange()) {
                exchange.send("GET", "/x", Map.of(), null, false);
                InputStream body = exchange.body(exchange.receive());
                body.skipNBytes(1 << 20);
                return body.read();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\1\0\0\0\u00ff\u00ff\u00ff\u00ff", "\1\0\0\0\u0080\0\0\0", "\1\0\0\0\4\0\0\1"})
    void aFrameThatIsTooLarge(String head) throws IOException {
        refused(head, "a", 40_000, in -> new Frames(in, false, false).next());
    }

    /** The largest that is allowed: but what was announced and never came is not reserved. */
    @Test
    void aFrameThatDoesNotCome() throws IOException {
        Allocation.bounded(0, () -> {
            byte[] cut = {1, 0, 0, 0, 4, 0, 0, 0, 'a'};
            assertThatThrownBy(() -> new Frames(new java.io.ByteArrayInputStream(cut), false, false).next())
                    .isInstanceOf(WireException.class);
            return cut;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void nestedJson(String again) throws IOException {
        refused("", again, 200_000, in -> new JsonRecords<>(in, JsonNode.class).next());
    }

    @Test
    void aNameInJson() throws IOException {
        refused("{\"", "1", 200_000, in -> new JsonRecords<>(in, JsonNode.class).next());
    }
}
