package dev.drydock.client.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.drydock.client.internal.http.HttpExchange;
import dev.drydock.client.internal.http.ResponseHead;
import dev.drydock.client.internal.http.WireException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Answers of an engine: heads and bodies. The input is what comes over the wire. */
class HttpFuzz {
    @FuzzTest
    void answer(byte[] wire) throws IOException {
        for (String method : List.of("GET", "HEAD")) {
            List<Seen> seen = new ArrayList<>();
            for (Supplier<InputStream> in : Splits.of(wire)) {
                seen.add(Allocation.bounded(wire.length, () -> exchange(method, in.get())));
            }

            Seen first = seen.get(0);
            assertThat(seen).allSatisfy(other -> assertThat(other).isEqualTo(first));
            assertThat(first.body().length()).isLessThanOrEqualTo(wire.length);
            first.check();
        }
    }

    private static Seen exchange(String method, InputStream wire) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ResponseHead head = null;
        String end = "whole";
        try (HttpExchange exchange = new FuzzedConnection(wire).exchange()) {
            exchange.send(method, "/x", Map.of(), null, false);
            head = exchange.receive();
            InputStream in = head.status() == 101 ? exchange.hijackedInput() : exchange.body(head);
            byte[] piece = new byte[100];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                assertThat(count).isPositive();
                body.write(piece, 0, count);
            }
            assertThat(in.read()).as("after the end").isNegative();
        } catch (WireException e) {
            end = String.valueOf(e.getMessage());
        }
        return new Seen(method, String.valueOf(head), head, body.toString(StandardCharsets.ISO_8859_1), end);
    }

    private record Seen(String method, String shown, ResponseHead head, String body, String end) {
        /** What is taken for a whole body is as long as its head said. */
        void check() {
            if (head == null) {
                assertThat(end).isNotEqualTo("whole");
                return;
            }
            assertThat(head.status()).isBetween(101, 599);
            boolean none = method.equals("HEAD") || head.status() == 204 || head.status() == 304;
            String length = head.field("content-length");
            if (head.status() == 101 || !end.equals("whole")) {
                return;
            }
            if (none) {
                assertThat(body).isEmpty();
            } else if (length != null && head.field("transfer-encoding") == null) {
                assertThat(body).hasSize(Integer.parseInt(length));
            }
        }
    }
}
