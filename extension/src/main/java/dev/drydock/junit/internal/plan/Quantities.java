package dev.drydock.junit.internal.plan;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and times as people write them. */
public final class Quantities {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([kmgt]?)(?:i?b)?");
    private static final Pattern TIME = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    /** Of a millisecond: engines count in them. */
    private static final long NANOS = 1_000_000;

    private Quantities() {}

    /**
     * @param text such as {@code 512m}, {@code 2g} or {@code 1024}; units are powers of 1024, as the docker command reads them
     * @return bytes, above 0
     * @throws IllegalArgumentException when it is none; the message says what it takes
     */
    public static long bytes(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            int power = " kmgt".indexOf((matcher.group(2) + " ").charAt(0));
            try {
                long bytes = Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * Math.max(0, power)));
                if (bytes > 0) {
                    return bytes;
                }
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("'" + text + "' is more than any machine has", e);
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no size: it takes a number with k, m or g, such as 512m");
    }

    /**
     * @param text such as {@code 500ms}, {@code 5s}, {@code 1m}, {@code 12h} or {@code 7d}
     * @return above 0
     * @throws IllegalArgumentException when it is none; the message says what it takes
     */
    public static Duration time(String text) {
        Matcher matcher = TIME.matcher(text.strip().toLowerCase(Locale.ROOT));
        try {
            long millis = matcher.matches()
                    ? Math.multiplyExact(Long.parseLong(matcher.group(1)), MILLIS.getOrDefault(matcher.group(2), 0L))
                    : 0;
            if (millis > 0) {
                return Duration.ofNanos(Math.multiplyExact(millis, NANOS));
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is longer than engines can count", e);
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no time: it takes a number with ms, s, m, h or d, such as 500ms or 12h");
    }
}
