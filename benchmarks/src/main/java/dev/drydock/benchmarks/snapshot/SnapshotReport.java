package dev.drydock.benchmarks.snapshot;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Writes what was measured of snapshots as tables, and says which targets are met. */
final class SnapshotReport {
    private static final double MIB = 1024.0 * 1024;

    private final StringBuilder text = new StringBuilder();

    private SnapshotReport() {}

    /**
     * @param all by megabytes of data, then by candidate
     * @param heap the JVM's limit, in bytes
     */
    static String tables(String about, Map<Integer, Map<String, List<Taken>>> all, long heap) {
        SnapshotReport report = new SnapshotReport();
        report.text.append(about.strip()).append(".\n\n");
        report.line("data", "by", "time", "spread", "to the floor", "paused", "image", "heap at most");
        report.text.append("|---|---|--:|--:|--:|--:|--:|--:|\n");
        all.forEach((megabytes, candidates) -> {
            double floor = median(taken(candidates, SnapshotBench.FLOOR), Taken::wall);
            candidates.forEach((candidate, taken) -> report.row(megabytes, candidate, taken, floor));
        });
        report.text.append("\n| target | |\n|---|---|\n");
        all.forEach((megabytes, candidates) -> {
            double ratio = median(taken(candidates, SnapshotBench.DRYDOCK), Taken::wall)
                    / median(taken(candidates, SnapshotBench.FLOOR), Taken::wall);
            report.line(
                    shown(megabytes) + ": at most 1.3 × the floor",
                    (ratio <= 1.3 ? "met: " : "**not met**: ") + String.format(Locale.ROOT, "%.2f", ratio));
        });
        report.line(
                "the data is never in memory", String.format(Locale.ROOT, "met: all of it with -Xmx%.0fm", heap / MIB));
        return report.text.toString();
    }

    private static List<Taken> taken(Map<String, List<Taken>> candidates, String candidate) {
        return Objects.requireNonNull(candidates.get(candidate));
    }

    private static String shown(int megabytes) {
        return megabytes % 1000 == 0 ? megabytes / 1000 + " GB" : megabytes + " MB";
    }

    private void row(int megabytes, String candidate, List<Taken> taken, double floor) {
        double[] sorted = sorted(taken, Taken::wall);
        double wall = median(taken, Taken::wall);
        double heap = sorted(taken, Taken::heap)[taken.size() - 1];
        line(
                shown(megabytes),
                candidate,
                millis(wall),
                String.format(Locale.ROOT, "%,.0f to %,.0f", sorted[0], sorted[sorted.length - 1]),
                String.format(Locale.ROOT, "× %.2f", wall / floor),
                millis(median(taken, Taken::paused)),
                String.format(Locale.ROOT, "%,.1f MB", median(taken, Taken::bytes) / 1e6),
                heap == 0 ? "" : String.format(Locale.ROOT, "%.0f MiB", heap / MIB));
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%,.0f ms", millis);
    }

    private static double median(List<Taken> taken, ToDoubleFunction<Taken> of) {
        double[] sorted = sorted(taken, of);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double[] sorted(List<Taken> taken, ToDoubleFunction<Taken> of) {
        return taken.stream().mapToDouble(of).sorted().toArray();
    }

    private void line(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
