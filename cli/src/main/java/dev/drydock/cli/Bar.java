package dev.drydock.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Shows how far something is that takes its time: a bar in a terminal, else a line now and then. Thread-safe. */
final class Bar implements LongConsumer, AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 10_000_000_000L;
    private static final int WIDTH = 30;

    private final PrintStream err;
    private final boolean terminal;
    private final String what;
    private final long total;
    private final long began = System.nanoTime();
    private long shown = began;
    private long bytes;
    private boolean drawn;

    /**
     * @param what is done, such as {@code Exporting}
     * @param total bytes; 0 when that isn't known
     */
    Bar(Streams streams, String what, long total) {
        this.err = streams.err();
        this.terminal = streams.terminal().isError();
        this.what = what;
        this.total = total;
    }

    @Override
    public synchronized void accept(long soFar) {
        bytes = soFar;
        long now = System.nanoTime();
        if (now - shown >= (terminal ? REDRAW_NANOS : LINE_NANOS)) {
            shown = now;
            if (terminal) {
                drawn = true;
                err.print("\r" + text() + "\033[K");
                err.flush();
            } else {
                err.println(text());
            }
        }
    }

    private String text() {
        String amount = total > 0 ? Text.bytes(Math.min(bytes, total)) + " of " + Text.bytes(total) : Text.bytes(bytes);
        if (!terminal || total <= 0) {
            return what + " " + amount;
        }
        int full = (int) (WIDTH * Math.min(bytes, total) / total);
        return what + " [" + "#".repeat(full) + "-".repeat(WIDTH - full) + "] " + amount;
    }

    /** How long it took until now. */
    synchronized String took() {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - began) / 1e9);
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Takes the bar away. */
    @Override
    public synchronized void close() {
        if (drawn) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
