package dev.drydock.junit.internal.start;

import dev.drydock.client.OutputFrame;
import dev.drydock.junit.LogLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Puts lines together: frames end anywhere, also in the middle of a character. */
final class Lines {
    /** In bytes; a longer one is taken for several, since one without end would fill the memory. */
    private static final int LONGEST_LINE = 64 * 1024;

    private final Map<OutputFrame.Source, ByteArrayOutputStream> begun = new EnumMap<>(OutputFrame.Source.class);
    private final Consumer<LogLine> consumer;

    Lines(Consumer<LogLine> consumer) {
        this.consumer = consumer;
    }

    void add(OutputFrame frame) {
        ByteArrayOutputStream line = begun.computeIfAbsent(frame.source(), source -> new ByteArrayOutputStream());
        for (byte each : frame.bytes()) {
            if (each != '\n') {
                line.write(each);
            }
            if (each == '\n' || line.size() >= LONGEST_LINE) {
                end(frame.source(), line);
            }
        }
    }

    /** What was begun is a line, too, when no more comes. */
    void end() {
        begun.forEach((source, line) -> {
            if (line.size() > 0) {
                end(source, line);
            }
        });
    }

    private void end(OutputFrame.Source source, ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        consumer.accept(new LogLine(source, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
    }
}
