package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.LogOptions;
import dev.drydock.client.OutputFrame;
import dev.drydock.client.OutputFrames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies the end of a container's output to a file, line by line: the time, {@code out} or {@code err}, the text without
 * secrets. Of a long one, the last part is kept, whatever its size: two halves take turns.
 */
final class LogSpool {
    static final int LINES = 100_000;
    static final long BYTES = 10L << 20;

    private static final int LONGEST_LINE = 1 << 16;

    private final Path older;
    private final Path newer;
    private final long bytes;
    private final Redaction redaction;
    private final Map<OutputFrame.Source, ByteArrayOutputStream> begun = new EnumMap<>(OutputFrame.Source.class);
    private OutputStream out;
    private long written;
    private long lines;
    private boolean cut;

    /**
     * @param folder gets two files while this works
     * @param bytes that are kept at most
     */
    LogSpool(Path folder, long bytes, Redaction redaction) throws IOException {
        this.bytes = bytes;
        this.redaction = redaction;
        older = Files.createTempFile(folder, "log", "");
        newer = Files.createTempFile(folder, "log", "");
        out = Files.newOutputStream(newer);
    }

    /**
     * @param until only what was written before; {@code null} for all
     * @param file gets the text; also what came before a failure
     */
    void read(DockerClient client, String container, @Nullable Instant until, Path file) throws IOException {
        LogOptions options = LogOptions.last(LINES).withTimestamps();
        String problem = "";
        try (OutputFrames frames =
                client.containers().logs(container, until == null ? options : options.withUntil(until))) {
            frames.forEachRemaining(each -> take(each.source(), each.bytes()));
        } catch (DockerException e) {
            problem = "# The output couldn't be read to its end: " + redaction.text(String.valueOf(e.getMessage()))
                    + "\n";
        }
        finish(problem, file);
    }

    void take(OutputFrame.Source source, byte[] bytes) {
        ByteArrayOutputStream line = begun.computeIfAbsent(source, key -> new ByteArrayOutputStream());
        for (byte each : bytes) {
            if (each == '\n') {
                end(source, line);
            } else {
                line.write(each);
                if (line.size() >= LONGEST_LINE) {
                    end(source, line);
                }
            }
        }
    }

    private void end(OutputFrame.Source source, ByteArrayOutputStream begunLine) {
        String line = begunLine.toString(StandardCharsets.UTF_8);
        begunLine.reset();
        int space = line.indexOf(' ');
        boolean timed = space > 0 && line.charAt(0) >= '0' && line.charAt(0) <= '9';
        String when = timed ? line.substring(0, space + 1) : "";
        String text = timed ? line.substring(space + 1) : line;
        String whole = when + (source == OutputFrame.Source.STDERR ? "err " : "out ") + redaction.text(text) + "\n";
        byte[] encoded = whole.getBytes(StandardCharsets.UTF_8);
        try {
            if (written + encoded.length > bytes / 2 && written > 0) {
                turn();
            }
            out.write(encoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written += encoded.length;
        lines++;
    }

    private void turn() throws IOException {
        out.close();
        cut |= Files.size(older) > 0;
        Files.move(newer, older, StandardCopyOption.REPLACE_EXISTING);
        out = Files.newOutputStream(newer);
        written = 0;
    }

    void finish(String problem, Path file) throws IOException {
        begun.forEach((source, line) -> {
            if (line.size() > 0) {
                end(source, line);
            }
        });
        out.close();
        try (OutputStream to = Files.newOutputStream(file)) {
            if (cut) {
                to.write(("# The beginning is cut: these are the last " + kept() + " of it.\n")
                        .getBytes(StandardCharsets.UTF_8));
            } else if (lines >= LINES) {
                to.write(("# Only the last " + LINES + " lines were read; there may be more before them.\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
            copy(older, to);
            copy(newer, to);
            to.write(problem.getBytes(StandardCharsets.UTF_8));
        } finally {
            Files.delete(older);
            Files.deleteIfExists(newer);
        }
    }

    private String kept() throws IOException {
        return Files.size(older) + written + " bytes";
    }

    private static void copy(Path from, OutputStream to) throws IOException {
        try (InputStream in = Files.newInputStream(from)) {
            in.transferTo(to);
        }
    }
}
