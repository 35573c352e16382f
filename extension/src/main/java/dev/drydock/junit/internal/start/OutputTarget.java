package dev.drydock.junit.internal.start;

import dev.drydock.client.OutputFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Where a container's output is copied to. For one thread. */
abstract class OutputTarget implements AutoCloseable {
    /** In bytes; a longer one is written as several, since one without end would fill the memory. */
    private static final int LONGEST_LINE = 64 * 1024;

    abstract void write(OutputFrame.Source source, byte[] bytes) throws IOException;

    /** Writes what is left of a line. */
    @Override
    public abstract void close() throws IOException;

    /**
     * @param place {@code stdout}, {@code stderr} or a file
     * @param append whether what the file has stays in front
     */
    static OutputTarget of(String place, String container, boolean append) throws IOException {
        // Whoever replaces them while it runs gets the rest.
        return switch (place) {
            case "stdout" -> new Lines(() -> System.out, container);
            case "stderr" -> new Lines(() -> System.err, container);
            default -> new File(Path.of(place).toAbsolutePath(), append);
        };
    }

    /** The bytes as they are. */
    private static final class File extends OutputTarget {
        private final OutputStream out;

        File(Path file, boolean append) throws IOException {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            out = Files.newOutputStream(
                    file,
                    StandardOpenOption.CREATE,
                    append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
        }

        @Override
        void write(OutputFrame.Source source, byte[] bytes) throws IOException {
            out.write(bytes);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Whole lines, with the container's name in front: those of several containers come mixed. */
    private static final class Lines extends OutputTarget {
        private final Supplier<PrintStream> out;
        private final String container;
        private final Map<OutputFrame.Source, ByteArrayOutputStream> begun = new EnumMap<>(OutputFrame.Source.class);

        Lines(Supplier<PrintStream> out, String container) {
            this.out = out;
            this.container = container;
        }

        @Override
        void write(OutputFrame.Source source, byte[] bytes) {
            ByteArrayOutputStream line = begun.computeIfAbsent(source, key -> new ByteArrayOutputStream());
            for (byte each : bytes) {
                if (each != '\n') {
                    line.write(each);
                }
                if (each == '\n' || line.size() >= LONGEST_LINE) {
                    print(line);
                }
            }
        }

        private void print(ByteArrayOutputStream line) {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            out.get()
                    .println("[" + container + "] "
                            + (text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
        }

        @Override
        public void close() {
            begun.values().stream().filter(each -> each.size() > 0).forEach(this::print);
        }
    }
}
