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
        return snapshot(id, SnapshotKind.FAILURE);
    }

    private static Snapshot snapshot(String id, SnapshotKind kind) {
        return new Snapshot(id, kind, "Of." + id, "", "", true, List.of(), Optional.empty(), "", List.of());
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

    /** What warm starts begin from is made at any time, and nobody means it. */
    @Test
    void latestIsOfAFailureWhereThereIsOne() {
        Snapshot checkpoint = snapshot("20261122-101010-dddd", SnapshotKind.CHECKPOINT);
        Snapshot warm = snapshot("20261122-111111-eeee", SnapshotKind.WARM);

        assertThat(Lookup.find(List.of(ALL.get(0), ALL.get(1), checkpoint, warm), "latest"))
                .isEqualTo(ALL.get(1));
        assertThat(Lookup.find(List.of(checkpoint, warm), "latest")).isEqualTo(warm);
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
