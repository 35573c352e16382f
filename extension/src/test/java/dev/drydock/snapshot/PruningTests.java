package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which snapshots are beyond which bounds: a, b, c and d, an hour apart, d being an hour old, with 10 bytes each. */
class PruningTests {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration EVER = Duration.ofDays(1000);

    private static Pruning.Candidate candidate(String id, int hours, boolean used) {
        Snapshot snapshot =
                new Snapshot(id, SnapshotKind.FAILURE, id, "", "", true, List.of(), Optional.empty(), "", List.of());
        return new Pruning.Candidate(snapshot, NOW.minus(Duration.ofHours(hours)), used);
    }

    private static List<Pruning.Candidate> four(String used) {
        List<Pruning.Candidate> four = new ArrayList<>();
        Map<String, Integer> ages = Map.of("a", 4, "b", 3, "c", 2, "d", 1);
        ages.keySet().stream().sorted().forEach(id -> four.add(candidate(id, ages.get(id), used.contains(id))));
        return four;
    }

    private static List<String> beyond(String used, int count, long bytes, Duration age) {
        return Pruning.beyond(four(used), new SnapshotBounds(count, bytes, age), NOW, each -> 10).stream()
                .map(Snapshot::id)
                .toList();
    }

    @Test
    void withinAllBoundsAllStay() {
        assertThat(beyond("", 4, 40, EVER)).isEmpty();
    }

    @Test
    void theOldestGoUntilTheCountIsKept() {
        assertThat(beyond("", 2, Long.MAX_VALUE, EVER)).containsExactly("a", "b");
        assertThat(beyond("", 0, Long.MAX_VALUE, EVER)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void theOldestGoUntilTheBytesAreKept() {
        assertThat(beyond("", 100, 39, EVER)).containsExactly("a");
        assertThat(beyond("", 100, 20, EVER)).containsExactly("a", "b");
    }

    @Test
    void theLatestStaysHoweverLarge() {
        assertThat(beyond("", 100, 5, EVER)).containsExactly("a", "b", "c");
    }

    @Test
    void thoseOfThatAgeStayAndOlderOnesGo() {
        assertThat(beyond("", 100, Long.MAX_VALUE, Duration.ofHours(2))).containsExactly("a", "b");
        assertThat(beyond("", 100, Long.MAX_VALUE, Duration.ofMinutes(30))).containsExactly("a", "b", "c", "d");
    }

    @Test
    void whatIsUsedStaysAndCounts() {
        assertThat(beyond("a", 2, Long.MAX_VALUE, EVER)).containsExactly("b", "c");
        assertThat(beyond("ac", 100, 25, EVER)).containsExactly("b");
        assertThat(beyond("b", 100, Long.MAX_VALUE, Duration.ZERO)).containsExactly("a", "c", "d");
    }

    @Test
    void boundsBelowZeroAreRefused() {
        assertThatThrownBy(() -> new SnapshotBounds(-1, 0, EVER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 snapshots");
        assertThatThrownBy(() -> new SnapshotBounds(0, -1, EVER)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SnapshotBounds(0, 0, Duration.ofDays(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
