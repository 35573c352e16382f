package dev.drydock.benchmarks.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What all runs of one candidate at one task took. */
final class Samples {
    private final List<Sample> all = new ArrayList<>();

    void add(Sample sample) {
        all.add(sample);
    }

    double median(ToDoubleFunction<Sample> of) {
        double[] sorted = sorted(of);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    double least(ToDoubleFunction<Sample> of) {
        return sorted(of)[0];
    }

    double most(ToDoubleFunction<Sample> of) {
        double[] sorted = sorted(of);
        return sorted[sorted.length - 1];
    }

    private double[] sorted(ToDoubleFunction<Sample> of) {
        return all.stream().mapToDouble(of).sorted().toArray();
    }
}
