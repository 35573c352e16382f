package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourcesTests {
    @Test
    @Acceptance(
            value = {"A-040", "A-041", "A-042"},
            by = "Resources.of(cores, gibibytes), 1024³ bytes each")
    void coresAreALimitAndGibibytesAre1024Cubed() {
        assertThat(Resources.of(2, 3).body())
                .containsOnly(Map.entry("NanoCpus", 2_000_000_000L), Map.entry("Memory", 3_221_225_472L));
        assertThat(Resources.of(0.5, 0.25).body())
                .containsOnly(Map.entry("NanoCpus", 500_000_000L), Map.entry("Memory", 268_435_456L));
    }

    @Test
    @Acceptance(value = "A-043", by = "ContainerSpec.Builder.resources(Resources.of(cores, gibibytes))")
    void limitsGoTogetherWithTheRest() {
        Map<String, Object> body = ContainerSpec.of("box:1")
                .env("A", "1")
                .shmSize(1 << 20)
                .resources(Resources.of(1, 1))
                .resources(Resources.NONE.withPidsLimit(10))
                .build()
                .body();

        assertThat(body).containsEntry("Image", "box:1").containsKey("Env");
        assertThat(body.get("HostConfig"))
                .isEqualTo(
                        Map.of("ShmSize", 1048576L, "NanoCpus", 1_000_000_000L, "Memory", 1L << 30, "PidsLimit", 10L));
    }

    @Test
    void eachMethodMakesACopy() {
        Resources first = Resources.NONE.withBlkioDeviceReadBps("/dev/a", 1);
        Resources second = first.withBlkioDeviceReadBps("/dev/b", 2);

        assertThat(first)
                .isEqualTo(Resources.NONE.withBlkioDeviceReadBps("/dev/a", 1))
                .isNotEqualTo(second);
        assertThat(Resources.NONE.body()).isEmpty();
        assertThat(second).asString().contains("/dev/a").contains("/dev/b");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 0", "1, -1", "NaN, 1", "1, NaN", "1e30, 1", "1, 1e30", "Infinity, 1"})
    void whatIsNoAmountIsRefused(double cores, double gibibytes) {
        assertThatThrownBy(() -> Resources.of(cores, gibibytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoWeightIsRefused() {
        assertThatThrownBy(() -> Resources.NONE.withMemorySwappiness(101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Resources.NONE.withBlkioWeight(9)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Resources.NONE.withBlkioWeightDevice(" ", 10))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
