package dev.drydock.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers, tables and JSON as they are shown. */
final class Text {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    /** Of ASCII and of Latin-1, which has some more. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");

    private static final Pattern CONTROL_IN_LINES = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");
    private static final Pattern ABOVE_ASCII = Pattern.compile("[\\x7f-\\x9f]");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_./:=@%+-]+");

    private Text() {}

    /** Such as {@code 12.3 MB}: powers of ten, as engines show them. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        // What would be rounded to 1000 has the next unit.
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    /** Such as {@code 3 hours}; what isn't a time stays as it is. */
    static String age(String created, Instant now) {
        Duration age;
        try {
            age = Duration.between(Instant.parse(created), now);
        } catch (DateTimeException e) {
            return created;
        }
        if (age.toSeconds() < 60) {
            return count(Math.max(0, age.toSeconds()), "second");
        }
        if (age.toMinutes() < 60) {
            return count(age.toMinutes(), "minute");
        }
        return age.toHours() < 48 ? count(age.toHours(), "hour") : count(age.toDays(), "day");
    }

    /** Such as {@code 1 file} and {@code 2 files}. */
    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Columns as wide as they must be. What a terminal would obey is left out: names of tests may have anything. */
    static void table(PrintStream out, List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], plain(row.get(i)).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = plain(row.get(i));
                line.append(cell);
                if (i < row.size() - 1) {
                    line.append(" ".repeat(widths[i] - cell.length() + 2));
                }
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** Without what a terminal would obey: one line. */
    static String plain(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }

    /** The same for several lines. */
    static String plainLines(String text) {
        return CONTROL_IN_LINES.matcher(text).replaceAll("?");
    }

    /** For a shell: plain words stay as they are. */
    static String quote(String text) {
        return WORD.matcher(text).matches() ? text : quoted(text);
    }

    /** For a shell, between quotes in any case. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    static void json(PrintStream out, Object value) {
        try {
            // Jackson writes these as they are: they are allowed, but a terminal may obey them.
            out.println(ABOVE_ASCII
                    .matcher(JSON.writeValueAsString(value))
                    .replaceAll(found -> String.format(
                            Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
