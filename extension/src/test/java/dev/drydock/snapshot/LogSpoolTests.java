package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.OutputFrame.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a long output, the end is kept. */
class LogSpoolTests {
    @TempDir
    private Path folder;

    @Test
    void theEndIsKeptAndTheCutIsSaid() throws IOException {
        LogSpool spool = new LogSpool(folder, 1000, Redaction.of(List.of()));
        for (int i = 0; i < 500; i++) {
            spool.take(Source.STDOUT, ("2026-01-01T00:00:00Z line " + i + "\n").getBytes(StandardCharsets.UTF_8));
        }
        Path file = folder.resolve("log.txt");
        spool.finish("", file);

        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).startsWith("# The beginning is cut: these are the last ");
        assertThat(lines).hasSizeBetween(10, 40);
        assertThat(lines.get(lines.size() - 1)).isEqualTo("2026-01-01T00:00:00Z out line 499");
        assertThat(lines.get(1)).isEqualTo("2026-01-01T00:00:00Z out line " + (501 - lines.size()));
        assertThat(Files.size(file)).isLessThan(1100);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void bothOutputsKeepTheirLinesAndWhatHasNoEnd() throws IOException {
        LogSpool spool = new LogSpool(folder, 1000, Redaction.of(List.of()));
        spool.take(Source.STDOUT, "2026-01-01T00:00:00Z to ".getBytes(StandardCharsets.UTF_8));
        spool.take(Source.STDERR, "2026-01-01T00:00:01Z wrong\n".getBytes(StandardCharsets.UTF_8));
        spool.take(Source.STDOUT, "be\nno time".getBytes(StandardCharsets.UTF_8));
        Path file = folder.resolve("log.txt");
        spool.finish("", file);

        assertThat(Files.readAllLines(file))
                .containsExactly("2026-01-01T00:00:01Z err wrong", "2026-01-01T00:00:00Z out to be", "out no time");
    }
}
