package dev.drydock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.drydock.benchmarks.Measurement.Ratio;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReportTests {
    private static List<Measurement> results() throws IOException, URISyntaxException {
        return Measurement.read(Path.of(Objects.requireNonNull(ReportTests.class.getResource("results.json"))
                .toURI()));
    }

    private static Measurement only(String task, String from, String peer) throws Exception {
        return results().stream()
                .filter(one -> one.task().equals(task)
                        && one.from().equals(from)
                        && one.peer().equals(peer))
                .reduce((one, other) -> {
                    throw new AssertionError("two of them");
                })
                .orElseThrow();
    }

    @Test
    void aMeasurementIsTheTimesThatJmhMeasured() throws Exception {
        assertThat(results()).hasSize(9);
        assertThat(only("inspect", "engine", Peers.DRYDOCK))
                .isEqualTo(new Measurement("inspect", "engine", Peers.DRYDOCK, 0, "us", 220, 210, 230, 2048));
        assertThat(only("inspect", "engine", Peers.ZERODEP).allocated()).isNegative();
        assertThat(only("logsOfLines", "engine", Peers.DRYDOCK).throughput()).isEqualTo(512);
    }

    @Test
    void aRatioKnowsTheWorstAndTheBestCase() throws Exception {
        Ratio ratio = only("inspect", "engine", Peers.DRYDOCK).to(only("inspect", "engine", Peers.FLOOR));
        assertThat(ratio).isEqualTo(new Ratio(1.1, 1.0, 230.0 / 190));
        assertThat(ratio.inverse().least()).isCloseTo(190.0 / 230, offset(1e-9));
        assertThat(ratio.inverse().most()).isCloseTo(1.0, offset(1e-9));
    }

    @Test
    void targetsAreMetNotMetOrWithinTheSpread() throws Exception {
        List<Measurement> all = results();
        assertThat(Target.of(byPeer(all, "inspect", "engine")).stream().map(ReportTests::told))
                .containsExactly(
                        "at most 1.15 times the floor's time: met, but within the spread: 1.10 (1.00 to 1.21)",
                        "not slower than docker-java's faster transport: met: 0.56 (0.53 to 0.61)");
        assertThat(Target.of(byPeer(all, "logsOfLines", "engine")).stream().map(ReportTests::told))
                .containsExactly(
                        "at least 0.8 of the floor's throughput: **not met**: 0.50 (0.50 to 0.50)",
                        "not slower than docker-java's faster transport: met: 0.67 (0.67 to 0.67)",
                        "at least 2 times docker-java's throughput: **not met**: 1.50 (1.50 to 1.50)");
        assertThat(Target.of(byPeer(all, "inspect", "replay"))).isEmpty();
    }

    private static Map<String, Measurement> byPeer(List<Measurement> all, String task, String from) {
        return all.stream()
                .filter(one -> one.task().equals(task) && one.from().equals(from))
                .collect(java.util.stream.Collectors.toMap(Measurement::peer, one -> one));
    }

    private static String told(Target target) {
        return target.text() + ": " + target.verdict();
    }

    @Test
    void theTableHasARowForEachClientInTheSameOrder() throws Exception {
        assertThat(Report.tables(results(), "Engine 20\n")).isEqualTo("""
                        Engine 20.

                        ### From the engine

                        | task | client | time | spread | MiB/s | to the floor | allocated |
                        |---|---|--:|--:|--:|--:|--:|
                        | inspect a container | floor | 200 µs | 190 to 210 |  | × 1.00 | 1,000 B |
                        | inspect a container | drydock | 220 µs | 210 to 230 |  | × 1.10 | 2.00 KiB |
                        | inspect a container | docker-java-httpclient5 | 400 µs | 300 to 500 |  | × 2.00 | 53.4 KiB |
                        | inspect a container | docker-java-zerodep | 390 µs | 380 to 400 |  | × 1.95 | ? |
                        | follow logs, lines of 100 bytes, 1024 MiB | floor | 1,000 ms | 1,000 to 1,000 | 1,024 | × 1.00 | 100 B |
                        | follow logs, lines of 100 bytes, 1024 MiB | drydock | 2,000 ms | 2,000 to 2,000 | 512 | × 2.00 | 4.00 MiB |
                        | follow logs, lines of 100 bytes, 1024 MiB | docker-java-httpclient5 | 3,000 ms | 3,000 to 3,000 | 341 | × 3.00 | 100 B |
                        | follow logs, lines of 100 bytes, 1024 MiB | docker-java-zerodep | 4,200 ms | 4,200 to 4,200 | 244 | × 4.20 | 100 B |

                        | task | target | |
                        |---|---|---|
                        | inspect a container | at most 1.15 times the floor's time | met, but within the spread: 1.10 (1.00 to 1.21) |
                        | inspect a container | not slower than docker-java's faster transport | met: 0.56 (0.53 to 0.61) |
                        | follow logs, lines of 100 bytes | at least 0.8 of the floor's throughput | **not met**: 0.50 (0.50 to 0.50) |
                        | follow logs, lines of 100 bytes | not slower than docker-java's faster transport | met: 0.67 (0.67 to 0.67) |
                        | follow logs, lines of 100 bytes | at least 2 times docker-java's throughput | **not met**: 1.50 (1.50 to 1.50) |

                        ### From the replay server, over a Unix socket

                        | task | client | time | spread | MiB/s | to the floor | allocated |
                        |---|---|--:|--:|--:|--:|--:|
                        | inspect a container | drydock | 34.0 µs | 33.0 to 35.0 |  |  | 2.00 KiB |

                        | task | target | |
                        |---|---|---|
                        """);
    }

    @Test
    void onlyTheMarkedPartOfThePageIsReplaced() {
        String page = "Before.\n" + Report.BEGIN + "\nold\n" + Report.END + "\nAfter.\n";
        assertThat(Report.replace(page, "new\n"))
                .isEqualTo("Before.\n" + Report.BEGIN + "\nnew\n" + Report.END + "\nAfter.\n");
        assertThatThrownBy(() -> Report.replace("no marks", "new"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Report.BEGIN);
    }

    @Test
    void aBenchmarkThatTheReportDoesntKnowIsNotLeftOutSilently() {
        Measurement one = new Measurement("exec", "engine", Peers.FLOOR, 0, "us", 1, 1, 1, 1);
        Measurement other = new Measurement("inspect", "engine", Peers.FLOOR, 0, "us", 1, 1, 1, 1);
        assertThatThrownBy(() -> Report.tables(List.of(one, other), "")).hasMessageContaining("'exec'");
    }
}
