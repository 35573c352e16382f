package dev.drydock.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Amounts as people write them. */
final class Amounts {
    private Amounts() {}

    /** Such as {@code 500MB}, {@code 1.5GiB}, {@code 4096}. */
    static final class Bytes implements ITypeConverter<Long> {
        private static final Pattern SIZE =
                Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)\\s*([kmgt]?)(i?)b?", Pattern.CASE_INSENSITIVE);
        private static final String UNITS = "kmgt";

        @Override
        public Long convert(String text) {
            Matcher size = SIZE.matcher(text.strip());
            if (!size.matches() || (size.group(2).isEmpty() && !size.group(3).isEmpty())) {
                throw new TypeConversionException("'" + text + "' is no size, such as 500MB or 2GiB");
            }
            int power =
                    size.group(2).isEmpty() ? 0 : UNITS.indexOf(size.group(2).toLowerCase(Locale.ROOT)) + 1;
            BigDecimal unit =
                    BigDecimal.valueOf(size.group(3).isEmpty() ? 1000 : 1024).pow(power);
            BigDecimal bytes = new BigDecimal(size.group(1)).multiply(unit);
            if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
                throw new TypeConversionException("'" + text + "' is more than can be");
            }
            return bytes.longValue();
        }
    }

    /** Such as {@code 12h} or {@code 14d}. */
    static final class Age implements ITypeConverter<Duration> {
        private static final Pattern AGE = Pattern.compile("(\\d{1,9})([smhdw])", Pattern.CASE_INSENSITIVE);
        private static final Map<String, Duration> UNITS = Map.of(
                "s", Duration.ofSeconds(1),
                "m", Duration.ofMinutes(1),
                "h", Duration.ofHours(1),
                "d", Duration.ofDays(1),
                "w", Duration.ofDays(7));

        @Override
        public Duration convert(String text) {
            Matcher age = AGE.matcher(text.strip());
            if (!age.matches()) {
                throw new TypeConversionException("'" + text + "' is no time, such as 12h or 14d");
            }
            Duration unit = UNITS.getOrDefault(age.group(2).toLowerCase(Locale.ROOT), Duration.ZERO);
            return unit.multipliedBy(Long.parseLong(age.group(1)));
        }
    }
}
