package dev.drydock.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What JMH says of one client at one task.
 *
 * @param task such as {@code inspect}
 * @param from {@code engine}, {@code replay} or {@code replay-tcp}
 * @param peer one of {@link Peers#ALL}
 * @param megabytes of a stream, else 0
 * @param unit of the time
 * @param median of all measured times: one that something else disturbed doesn't count
 * @param least of them
 * @param most of them
 * @param allocated bytes for each call; below 0 when it wasn't measured
 */
record Measurement(
        String task,
        String from,
        String peer,
        int megabytes,
        String unit,
        double median,
        double least,
        double most,
        double allocated) {

    /**
     * @param json as JMH's result format JSON has it
     */
    static List<Measurement> read(Path json) throws IOException {
        List<Measurement> all = new ArrayList<>();
        for (JsonNode result : new ObjectMapper().readTree(json.toFile())) {
            all.add(of(result));
        }
        return all;
    }

    private static Measurement of(JsonNode result) throws IOException {
        String benchmark = result.path("benchmark").asText();
        JsonNode params = result.path("params");
        JsonNode metric = result.path("primaryMetric");
        List<Double> times = new ArrayList<>();
        metric.path("rawData").forEach(fork -> fork.forEach(time -> times.add(time.asDouble())));
        String unit = metric.path("scoreUnit").asText();
        if (times.isEmpty() || !unit.endsWith("/op")) {
            throw new IOException("No times of " + benchmark + " in JMH's results");
        }
        return new Measurement(
                benchmark.substring(benchmark.lastIndexOf('.') + 1),
                params.path("from").asText(),
                params.path("peer").asText(),
                params.path("megabytes").asInt(0),
                unit.substring(0, unit.length() - 3),
                median(times),
                times.stream().mapToDouble(t -> t).min().orElseThrow(),
                times.stream().mapToDouble(t -> t).max().orElseThrow(),
                result.path("secondaryMetrics")
                        .path("gc.alloc.rate.norm")
                        .path("score")
                        .asDouble(-1));
    }

    private static double median(List<Double> times) {
        double[] sorted = times.stream().mapToDouble(t -> t).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    boolean stream() {
        return megabytes > 0;
    }

    /** @return MiB a second */
    double throughput() {
        return megabytes / (median / 1000);
    }

    /** @return of this time to the other's, and what it is at least and at most as the times vary */
    Ratio to(Measurement other) {
        return new Ratio(median / other.median, least / other.most, most / other.least);
    }

    /**
     * @param value of the medians
     * @param least of the best case of the one with the worst of the other
     * @param most the other way round
     */
    record Ratio(double value, double least, double most) {
        Ratio inverse() {
            return new Ratio(1 / value, 1 / most, 1 / least);
        }
    }
}
