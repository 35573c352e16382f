package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiVersionTests {
    @Test
    void versionsAreOrderedByNumber() {
        assertThat(ApiVersion.parse("1.9")).isLessThan(ApiVersion.parse("1.40"));
        assertThat(ApiVersion.parse("1.100")).isGreaterThan(ApiVersion.parse("1.55"));
        assertThat(ApiVersion.parse("2.0")).isGreaterThan(ApiVersion.parse("1.99"));
        assertThat(ApiVersion.parse("1.41").isAtLeast(new ApiVersion(1, 41))).isTrue();
        assertThat(ApiVersion.parse("1.40").isAtLeast(new ApiVersion(1, 41))).isFalse();
        assertThat(ApiVersion.OLDEST).isLessThan(ApiVersion.NEWEST);
    }

    @Test
    void aVersionIsShownAsItIsWritten() {
        assertThat(ApiVersion.parse("1.41")).isEqualTo(new ApiVersion(1, 41)).hasToString("1.41");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "1.", ".41", "v1.41", "1.41.0", "1.41-rc", " 1.41", "1,41", "-1.41", "1.99999", "١.٤"})
    void whatIsNoVersionIsRefused(String text) {
        assertThatThrownBy(() -> ApiVersion.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not an API version; one looks like 1.41");
    }
}
