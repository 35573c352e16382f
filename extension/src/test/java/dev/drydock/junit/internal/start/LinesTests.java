package dev.drydock.junit.internal.start;

import static dev.drydock.client.OutputFrame.Source.STDERR;
import static dev.drydock.client.OutputFrame.Source.STDOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.OutputFrame;
import dev.drydock.junit.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of frames that end anywhere. */
class LinesTests {
    private final List<LogLine> found = new ArrayList<>();
    private final Lines lines = new Lines(found::add);

    @Test
    void byteByByte() {
        for (byte each : "grün\r\n\nb".getBytes(StandardCharsets.UTF_8)) {
            lines.add(new OutputFrame(STDOUT, new byte[] {each}));
        }
        lines.end();
        lines.end();

        assertThat(found)
                .containsExactly(new LogLine(STDOUT, "grün"), new LogLine(STDOUT, ""), new LogLine(STDOUT, "b"));
    }

    @Test
    void bothStreamsByThemselves() {
        lines.add(new OutputFrame(STDOUT, bytes("o")));
        lines.add(new OutputFrame(STDERR, bytes("e\n")));
        lines.add(new OutputFrame(STDOUT, bytes("ut\n")));

        assertThat(found).containsExactly(new LogLine(STDERR, "e"), new LogLine(STDOUT, "out"));
    }

    @Test
    void oneWithoutEndComesInPieces() {
        lines.add(new OutputFrame(STDOUT, bytes("x".repeat(100_000))));

        assertThat(found)
                .singleElement()
                .satisfies(line -> assertThat(line.text()).hasSize(65_536));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
