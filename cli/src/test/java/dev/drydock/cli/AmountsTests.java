package dev.drydock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class AmountsTests {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "4096,4096",
        "500MB,500000000",
        "500mb,500000000",
        "2GiB,2147483648",
        "1.5k,1500",
        "1 TB,1000000000000"
    })
    void sizes(String text, long bytes) {
        assertThat(new Amounts.Bytes().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "much", "-1", "5XB", "5iB", "1e3", "9999999999TB"})
    void notSizes(String text) {
        assertThatThrownBy(() -> new Amounts.Bytes().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({"30s,PT30S", "90m,PT1H30M", "12h,PT12H", "14d,PT336H", "2W,PT336H"})
    void times(String text, Duration time) {
        assertThat(new Amounts.Age().convert(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "old", "12", "-1d", "1.5h", "9999999999d"})
    void notTimes(String text) {
        assertThatThrownBy(() -> new Amounts.Age().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "999,999 B",
        "1000,1.0 kB",
        "12345,12 kB",
        "999600,1.0 MB",
        "41943040,42 MB",
        "9940000000,9.9 GB"
    })
    void bytesAreShownShort(long bytes, String shown) {
        assertThat(Text.bytes(bytes)).isEqualTo(shown);
    }

    @Test
    void agesAreShownShort() {
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        assertThat(Text.age("2026-11-21T11:59:59Z", now)).isEqualTo("1 second");
        assertThat(Text.age("2026-11-21T11:00:01Z", now)).isEqualTo("59 minutes");
        assertThat(Text.age("2026-11-20T10:00:00Z", now)).isEqualTo("26 hours");
        assertThat(Text.age("2026-11-07T12:00:00Z", now)).isEqualTo("14 days");
        assertThat(Text.age("2026-11-22T12:00:00Z", now)).isEqualTo("0 seconds");
        assertThat(Text.age("yesterday", now)).isEqualTo("yesterday");
    }
}
