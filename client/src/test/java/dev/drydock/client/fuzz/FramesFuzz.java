package dev.drydock.client.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.drydock.client.internal.http.WireException;
import dev.drydock.client.internal.stream.Frames;
import dev.drydock.client.internal.stream.ReportedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A container's output, with frames and without. */
class FramesFuzz {
    @FuzzTest
    void framed(byte[] wire) throws IOException {
        List<String> seen = new ArrayList<>();
        for (Supplier<InputStream> in : Splits.of(wire)) {
            seen.add(Allocation.bounded(wire.length, () -> frames(in.get(), wire.length)));
        }
        assertThat(seen).containsOnly(seen.get(0));
    }

    private static String frames(InputStream in, int length) throws IOException {
        Frames frames = new Frames(in, false, false);
        StringBuilder seen = new StringBuilder();
        int bytes = 0;
        try {
            for (byte[] payload = frames.next(); payload != null; payload = frames.next()) {
                assertThat(frames.source()).isBetween(1, 2);
                bytes += 8 + payload.length;
                seen.append(frames.source())
                        .append(new String(payload, StandardCharsets.ISO_8859_1))
                        .append('|');
            }
            // Nothing may be lost: what was read to a good end is heads and payloads.
            assertThat(bytes).isEqualTo(length);
            assertThat(frames.next()).as("after the end").isNull();
        } catch (WireException | ReportedException e) {
            seen.append(e.getMessage());
        }
        return seen.toString();
    }

    @FuzzTest
    void raw(byte[] wire) throws IOException {
        for (Supplier<InputStream> in : Splits.of(wire)) {
            byte[] seen = Allocation.bounded(wire.length, () -> {
                Frames frames = new Frames(in.get(), true, false);
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                for (byte[] payload = frames.next(); payload != null; payload = frames.next()) {
                    assertThat(frames.source()).isEqualTo(1);
                    all.writeBytes(payload);
                }
                return all.toByteArray();
            });
            assertThat(seen).isEqualTo(wire);
        }
    }
}
