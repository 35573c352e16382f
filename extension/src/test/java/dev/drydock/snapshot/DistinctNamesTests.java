package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers of one snapshot get images of different names, however much alike their own are. */
class DistinctNamesTests {
    @ParameterizedTest
    @CsvSource({"DB, db", "Db, dB", "a_b, a-b", "a_b, a.b", "a--b, a-b", "a, a_"})
    void namesThatAreNearlyTheSame(String one, String other) {
        assertThat(SnapshotNames.image("T.t", one, "1")).isNotEqualTo(SnapshotNames.image("T.t", other, "1"));
    }
}
