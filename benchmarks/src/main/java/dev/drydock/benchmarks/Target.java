package dev.drydock.benchmarks;

import dev.drydock.benchmarks.Measurement.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A goal, and how far it was reached in one task.
 *
 * @param text what is asked
 * @param ratio what was measured
 * @param limit that it is held against
 * @param atMost whether the ratio must not be above the limit; else it must not be below
 */
record Target(String text, Ratio ratio, double limit, boolean atMost) {
    /**
     * @param peers what was measured of each client at one task
     */
    static List<Target> of(Map<String, Measurement> peers) {
        List<Target> targets = new ArrayList<>();
        Measurement drydock = peers.get(Peers.DRYDOCK);
        if (drydock == null) {
            return targets;
        }
        Measurement floor = peers.get(Peers.FLOOR);
        if (floor != null) {
            targets.add(
                    drydock.stream()
                            ? new Target(
                                    "at least 0.8 of the floor's throughput",
                                    drydock.to(floor).inverse(),
                                    0.8,
                                    false)
                            : new Target("at most 1.15 times the floor's time", drydock.to(floor), 1.15, true));
        }
        Measurement best = fastest(peers.get(Peers.HTTPCLIENT5), peers.get(Peers.ZERODEP));
        if (best != null) {
            targets.add(new Target("not slower than docker-java's faster transport", drydock.to(best), 1, true));
            if (drydock.task().startsWith("logs")) {
                targets.add(new Target(
                        "at least 2 times docker-java's throughput",
                        drydock.to(best).inverse(),
                        2,
                        false));
            }
        }
        return targets;
    }

    private static @Nullable Measurement fastest(@Nullable Measurement one, @Nullable Measurement other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.median() <= other.median() ? one : other;
    }

    boolean met() {
        return holds(ratio.value());
    }

    /** @return whether other runs of the same might say otherwise, as far as the times vary */
    boolean close() {
        return holds(ratio.least()) != holds(ratio.most());
    }

    private boolean holds(double value) {
        return atMost ? value <= limit : value >= limit;
    }

    /** @return such as {@code met: 1.04 (0.97 to 1.12)} */
    String verdict() {
        return String.format(
                Locale.ROOT,
                "%s%s: %.2f (%.2f to %.2f)",
                met() ? "met" : "**not met**",
                close() ? ", but within the spread" : "",
                ratio.value(),
                ratio.least(),
                ratio.most());
    }
}
