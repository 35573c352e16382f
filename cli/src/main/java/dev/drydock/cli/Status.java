package dev.drydock.cli;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Shows what an engine says while it works: the latest in a terminal, else each thing once. Thread-safe. */
final class Status implements Consumer<String>, AutoCloseable {
    private static final int WIDTH = 78;
    private static final long REDRAW_NANOS = 100_000_000L;

    private final PrintStream err;
    private final boolean terminal;
    private final Set<String> said = new HashSet<>();
    private long shown;
    private boolean drawn;

    Status(Streams streams) {
        err = streams.err();
        terminal = streams.terminal().isError();
    }

    @Override
    public synchronized void accept(String line) {
        String text = Text.plain(line.strip());
        if (text.isEmpty()) {
            return;
        }
        if (!terminal) {
            // Numbers that count up are for a terminal.
            if (said.add(text.replaceAll("[\\d.]+\\s*[kKMGT]?i?B?(/[\\d.]+\\s*[kKMGT]?i?B)?$", ""))) {
                err.println(text);
            }
            return;
        }
        long now = System.nanoTime();
        if (!drawn || now - shown > REDRAW_NANOS) {
            drawn = true;
            shown = now;
            err.print("\r" + text.substring(0, Math.min(WIDTH, text.length())) + "\033[K");
            err.flush();
        }
    }

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        if (drawn) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
