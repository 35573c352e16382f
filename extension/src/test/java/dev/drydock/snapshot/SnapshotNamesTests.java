package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.ImageReference;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Names of snapshots' images are legal, whatever the test is called. */
class SnapshotNamesTests {
    private static final String ID = SnapshotNames.id(Instant.parse("2026-11-21T03:45:12Z"));

    static String[] anyText() {
        return new String[] {
            "OrderTests.keepsOrders",
            "",
            " ",
            ".",
            "...",
            "-a-",
            "_",
            "a..b",
            "a.-.b",
            "a__b",
            "a---b",
            "Überprüfung",
            "İstanbul",
            "注文テスト",
            "🚢",
            "a/b:c@d$e'f\"g\\h",
            "x".repeat(1000),
            "x.".repeat(500),
            "ß".repeat(300)
        };
    }

    @ParameterizedTest
    @MethodSource("anyText")
    void areLegal(String text) {
        String name = SnapshotNames.image(text, text, ID).toString();

        assertThat(name)
                .matches("drydock/[a-z0-9]+([.-][a-z0-9]+)*/[a-z0-9]+([.-][a-z0-9]+)*:[-0-9a-f]+")
                .hasSizeLessThan(255);
        assertThat(ImageReference.parse(name)).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({
        "OrderTests.keepsOrders, ordertests.keepsorders",
        "'My Tests: all', my-tests-all",
        "Inner$Outer.x(), inner-outer.x"
    })
    void tellWhatTheTestIsCalled(String text, String part) {
        assertThat(SnapshotNames.part(text)).isEqualTo(part);
    }

    @Test
    void longNamesThatBeginAlikeDiffer() {
        assertThat(SnapshotNames.part("x".repeat(200) + "a")).isNotEqualTo(SnapshotNames.part("x".repeat(200) + "b"));
        assertThat(SnapshotNames.part("注文")).isNotEqualTo(SnapshotNames.part("船"));
    }

    @Test
    void idsTellTheTimeInUtc() {
        assertThat(ID).matches("20261121-034512-[0-9a-f]{4}");
    }
}
