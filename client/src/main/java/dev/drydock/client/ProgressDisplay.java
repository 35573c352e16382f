package dev.drydock.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.internal.json.Trees;
import dev.drydock.client.model.Progress;
import java.io.Console;
import java.io.Flushable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a pull, push, build or load to people: in a terminal with a bar for each layer, elsewhere with a line for
 * each change of a layer's state. Thread-safe. Closing it ends the last line; the output stays open. Where the output fails, nothing
 * more is shown, and the call goes on.
 *
 * <pre>{@code
 * try (ProgressDisplay display = ProgressDisplay.to(System.out)) {
 *     client.images().pull(ImageReference.parse("postgres:15"), display);
 * }
 * }</pre>
 */
public final class ProgressDisplay implements Consumer<Progress>, AutoCloseable {
    private static final String ESCAPE = "\u001b[";
    /** What a terminal would obey, colours too; but line breaks and tabs. */
    private static final Pattern COMMAND = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]|[\\p{Cc}&&[^\n\t]]");

    private static final long PAUSE = 100_000_000;
    private static final int MOST_ROWS = 1000;
    private static final int BAR = 50;

    private final Appendable out;
    /** 0: no terminal. */
    private final int width;

    private final int height;
    private final LongSupplier clock;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private boolean atLineStart = true;
    private boolean broken;

    private static final class Row {
        String text = "";
        String status = "";
        long shownAt;
        boolean late;
    }

    ProgressDisplay(Appendable out, int width, int height, LongSupplier clock) {
        this.out = out;
        this.width = width;
        this.height = height;
        this.clock = clock;
    }

    /**
     * Bars where this process has a terminal, {@code TERM} isn't {@code dumb} and {@code CI} isn't set; else lines. As wide and high
     * as {@code COLUMNS} and {@code LINES} say, else 80 and 24.
     *
     * @param out such as {@code System.out}
     * @return a display
     */
    public static ProgressDisplay to(Appendable out) {
        return of(out, System.getenv(), hasTerminal());
    }

    static ProgressDisplay of(Appendable out, Map<String, String> environment, boolean terminal) {
        boolean bars = terminal
                && !"dumb".equals(environment.get("TERM"))
                && environment.getOrDefault("CI", "").isEmpty();
        return bars
                ? new ProgressDisplay(
                        out, number(environment, "COLUMNS", 80), number(environment, "LINES", 24), System::nanoTime)
                : lines(out);
    }

    /**
     * @param out such as a log
     * @return a display that writes plain lines
     */
    public static ProgressDisplay lines(Appendable out) {
        return new ProgressDisplay(out, 0, 0, System::nanoTime);
    }

    /**
     * @param out a terminal that knows the usual control sequences
     * @param width in characters, 20 at least
     * @param height in lines, 2 at least
     * @return a display with bars
     */
    public static ProgressDisplay bars(Appendable out, int width, int height) {
        if (width < 20 || height < 2) {
            throw new IllegalArgumentException("A display with bars needs a width of 20 and a height of 2, not " + width
                    + " and " + height + ". ProgressDisplay.lines needs neither.");
        }
        return new ProgressDisplay(out, width, height, System::nanoTime);
    }

    private static int number(Map<String, String> environment, String variable, int otherwise) {
        String value = environment.getOrDefault(variable, "");
        int number = value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : 0;
        return number < (otherwise == 80 ? 20 : 2) ? otherwise : number;
    }

    /** JDK 22 and newer have a console also where there is no terminal, and a method to tell. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean hasTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Shows a line of progress. */
    @Override
    public synchronized void accept(Progress line) {
        String stream = line.stream();
        if (stream != null) {
            rows.clear();
            write(COMMAND.matcher(stream).replaceAll(""));
            return;
        }
        String id = plain(line.id());
        String status = plain(line.status());
        if (id.isEmpty() && status.isEmpty()) {
            return;
        }
        if (id.isEmpty() || (width > 0 && line.progressDetail() == null)) {
            rows.clear();
            writeLine(id.isEmpty() ? status : id + ": " + status);
        } else if (width == 0) {
            change(id, status);
        } else {
            row(id, status, line.progressDetail());
        }
    }

    /**
     * Shows a text that an engine has sent as progress: a JSON object, an array of them, or one after the other. Of any other text it
     * shows that it is none; nothing is thrown.
     *
     * @param text as it came
     * @return whether it was progress
     */
    public synchronized boolean acceptText(String text) {
        List<Progress> lines = new ArrayList<>();
        try (JsonParser parser = Trees.MAPPER.createParser(text)) {
            while (parser.nextToken() != null) {
                JsonNode value = parser.readValueAsTree();
                for (JsonNode each : value.isArray() ? value : List.of(value)) {
                    if (!each.isObject()) {
                        return unexpected();
                    }
                    lines.add(Json.read(each, Progress.class));
                }
            }
        } catch (IOException e) {
            return unexpected();
        }
        if (lines.isEmpty()) {
            return unexpected();
        }
        lines.forEach(this);
        return true;
    }

    private boolean unexpected() {
        rows.clear();
        writeLine("Unexpected response format: neither a JSON object nor an array of them.");
        return false;
    }

    /** One line for each change, without numbers. */
    private void change(String id, String status) {
        Row row = known(id);
        if (!row.status.equals(status) || !row.late) {
            row.status = status;
            row.late = true;
            writeLine(status.isEmpty() ? id : id + ": " + status);
        }
    }

    private Row known(String id) {
        Row row = rows.get(id);
        if (row == null) {
            if (rows.size() == MOST_ROWS) {
                rows.clear();
            }
            row = new Row();
            rows.put(id, row);
        }
        return row;
    }

    private void row(String id, String status, Progress.@Nullable Detail detail) {
        boolean isNew = !rows.containsKey(id);
        Row row = known(id);
        row.text = cut(text(id, status, detail));
        if (isNew) {
            startLine();
            write(row.text + "\n");
            row.status = status;
            row.shownAt = clock.getAsLong();
            return;
        }
        row.late = row.status.equals(status) && clock.getAsLong() - row.shownAt < PAUSE;
        row.status = status;
        if (!row.late) {
            redraw(row);
        }
    }

    private void redraw(Row row) {
        int up = 0;
        boolean below = false;
        for (Row each : rows.values()) {
            below |= each == row;
            up += below ? 1 : 0;
        }
        row.late = false;
        row.shownAt = clock.getAsLong();
        // What has left the screen can't be reached any more.
        if (up < height) {
            write(ESCAPE + up + "A\r" + ESCAPE + "2K" + row.text + "\r" + ESCAPE + up + "B");
            atLineStart = true;
        }
    }

    private String text(String id, String status, Progress.@Nullable Detail detail) {
        String start = status.isEmpty() ? id + ":" : id + ": " + status;
        Long current = detail == null ? null : detail.current();
        if (detail == null || current == null || current < 0) {
            return start;
        }
        long total = Objects.requireNonNullElse(detail.total(), 0L);
        String counts = Boolean.TRUE.equals(detail.hidecounts()) ? "" : counts(current, total, plain(detail.units()));
        int room = Math.min(BAR, width - 1 - start.length() - counts.length() - 4);
        if (total <= 0 || room < 5) {
            return counts.isEmpty() ? start : start + " " + counts;
        }
        int done = (int) Math.min(room, (double) current / total * room);
        String bar = "=".repeat(done) + (done < room ? ">" + " ".repeat(room - done - 1) : "");
        return start + " [" + bar + "] " + counts;
    }

    private static String counts(long current, long total, String units) {
        String done = units.isEmpty() ? size(current) : String.valueOf(current);
        String all = total <= 0 ? "" : "/" + (units.isEmpty() ? size(total) : String.valueOf(total));
        return done + all + (units.isEmpty() ? "" : " " + units);
    }

    private static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + "B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.95 && unit < 5) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f%sB", value, "kMGTPE".charAt(unit));
    }

    private String cut(String text) {
        return text.length() < width ? text : text.substring(0, width - 1);
    }

    /** Without what a terminal would obey: the words come from an engine, or from a registry. */
    private static String plain(@Nullable String text) {
        return text == null ? "" : text.replaceAll("[\\p{Cc}\\p{Cf}]+", " ").strip();
    }

    private void writeLine(String line) {
        startLine();
        write(line + "\n");
    }

    private void startLine() {
        if (!atLineStart) {
            write("\n");
        }
    }

    private void write(String text) {
        if (broken || text.isEmpty()) {
            return;
        }
        try {
            out.append(text);
            if (out instanceof Flushable flushable) {
                flushable.flush();
            }
            atLineStart = text.endsWith("\n");
        } catch (IOException e) {
            broken = true;
        }
    }

    /** Shows what was held back, and ends the last line. */
    @Override
    public synchronized void close() {
        if (width > 0) {
            rows.values().stream().filter(row -> row.late).toList().forEach(this::redraw);
        }
        startLine();
        rows.clear();
    }
}
