package dev.drydock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookupTests {
    private static final List<Snapshot> ALL = List.of(
            snapshot("20261120-101010-aaaa"), snapshot("20261121-111111-bbbb"), snapshot("20261121-121212-cccc"));

    private static Snapshot snapshot(String id) {
        return new Snapshot(
                id, SnapshotKind.FAILURE, "Of." + id, "", "", true, List.of(), Optional.empty(), "", List.of());
    }

    @Test
    void idIsFound() {
        assertThat(Lookup.find(ALL, "20261121-111111-bbbb").id()).isEqualTo("20261121-111111-bbbb");
    }

    @Test
    void clearBeginningIsFound() {
        assertThat(Lookup.find(ALL, "20261120").id()).isEqualTo("20261120-101010-aaaa");
    }

    @Test
    void latestIsTheLast() {
        assertThat(Lookup.find(ALL, "latest").id()).isEqualTo("20261121-121212-cccc");
    }

    @Test
    void unclearBeginningListsWhatItMayBe() {
        assertThatThrownBy(() -> Lookup.find(ALL, "20261121"))
                .isInstanceOf(FailedException.class)
                .hasMessage("""
                        2 snapshots begin with '20261121'; say more of it:
                          20261121-111111-bbbb  Of.20261121-111111-bbbb
                          20261121-121212-cccc  Of.20261121-121212-cccc""");
    }

    @Test
    void unknownOneListsTheNearestFirst() {
        assertThatThrownBy(() -> Lookup.find(ALL, "20261121-111112-bbbb"))
                .isInstanceOf(FailedException.class)
                .hasMessageStartingWith("There is no snapshot '20261121-111112-bbbb' on this engine. The nearest:\n"
                        + "  20261121-111111-bbbb  Of.");
    }

    @Test
    void emptyTextIsNone() {
        assertThatThrownBy(() -> Lookup.find(ALL, "")).hasMessageContaining("There is no snapshot ''");
    }

    @Test
    void noneAtAllSaysHowOneComesToBe() {
        assertThatThrownBy(() -> Lookup.find(List.of(), "latest")).hasMessageContaining("@CommitOnFailure");
    }

    @Test
    void distanceCountsCharacters() {
        assertThat(Lookup.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Lookup.distance("", "abc")).isEqualTo(3);
        assertThat(Lookup.distance("abc", "abc")).isZero();
    }
}
