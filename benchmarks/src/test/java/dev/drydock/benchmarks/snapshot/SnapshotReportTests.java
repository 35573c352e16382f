package dev.drydock.benchmarks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The arithmetic of the snapshots' table. */
class SnapshotReportTests {
    @Test
    void mediansAreComparedAndTargetsJudged() {
        Map<Integer, Map<String, List<Taken>>> all = new TreeMap<>();
        all.put(1000, by(List.of(taken(100)), List.of(taken(140))));
        all.put(10, by(List.of(taken(90), taken(100), taken(800)), List.of(taken(110), taken(130))));

        assertThat(SnapshotReport.tables("About", all, 64 << 20))
                .contains(
                        "About.\n",
                        "| 10 MB | floor | 100 ms | 90 to 800 | × 1.00 | 10 ms | 1.5 MB | 3 MiB |",
                        "| 10 MB | drydock | 120 ms | 110 to 130 | × 1.20 | 12 ms | 1.5 MB | 3 MiB |",
                        "| 1 GB | drydock | 140 ms | 140 to 140 | × 1.40 |",
                        "| 10 MB: at most 1.3 × the floor | met: 1.20 |",
                        "| 1 GB: at most 1.3 × the floor | **not met**: 1.40 |",
                        "-Xmx64m");
    }

    private static Map<String, List<Taken>> by(List<Taken> floor, List<Taken> drydock) {
        Map<String, List<Taken>> by = new LinkedHashMap<>();
        by.put(SnapshotBench.FLOOR, floor);
        by.put(SnapshotBench.DRYDOCK, drydock);
        return by;
    }

    private static Taken taken(double wall) {
        return new Taken(wall, wall / 10, 1_500_000, 3 << 20);
    }
}
