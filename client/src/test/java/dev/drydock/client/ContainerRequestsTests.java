package dev.drydock.client;

import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.noContent;
import static dev.drydock.client.Answers.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.ContainerStats;
import dev.drydock.client.model.FileChange;
import dev.drydock.client.model.ProcessTable;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is asked for, byte by byte, and what isn't asked at all; with engines that the machine hasn't got. */
class ContainerRequestsTests {
    private static final String PING =
            "HTTP/1.1 200 OK\r\nApi-Version: %s\r\n%sConnection: close\r\nContent-Length: 0\r\n\r\n";

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private Containers containers(String version, boolean podman) {
        engine.onPing(raw(PING.formatted(version, podman ? "Libpod-Api-Version: 5.0.0\r\n" : "")));
        return engine.client().containers();
    }

    @Test
    void aMistakeIsSaidBeforeTheEngineIsLookedFor() {
        Containers containers = engine.client().containers();
        LogOptions nothing = new LogOptions(false, false, false, false, -1, null, null);

        assertThatThrownBy(() -> containers.logs("db", nothing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Cannot read the logs of container 'db': nothing of them is chosen. Choose stdout, stderr or"
                                + " both.");
        assertThatThrownBy(() -> containers.logs("db", LogOptions.ALL.withSince(Instant.ofEpochSecond(-1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("is before 1970.");
        assertThatThrownBy(() -> containers.kill("db", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot kill container 'db': 0 isn't the number of a signal.");
        assertThatThrownBy(() -> containers.kill("db", " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> containers.rename("db", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> containers.stop("db", Duration.ofSeconds(-2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("StopOptions.FOREVER");
        assertThatThrownBy(() -> StopOptions.DEFAULT.withSignal("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> containers.copyIn("db", Path.of("/no/such"), "/"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExecSpec.of("ls").withConsoleSize(80, 24))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withTty()");
        assertThatThrownBy(() -> ExecSpec.of("ls").withTty().withConsoleSize(80, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(engine.pings()).isEmpty();
    }

    @Test
    void podmanGetsTheImagesHealthCheckWithTheTimesThatAreAskedFor() throws Exception {
        Containers containers = containers("1.41", true);
        engine.next(json(200, "{\"Id\":\"sha256:1\"}"));
        engine.next(json(200, "{\"Healthcheck\":{\"Test\":[\"CMD\",\"ok\"],\"Interval\":7,\"Retries\":4}}"));
        engine.next(json(200, "{\"Id\":\"c1\"}"));

        containers.create(ContainerSpec.of("box:1")
                .health(HealthSpec.OF_IMAGE.withInterval(Duration.ofSeconds(1)))
                .build());

        assertThat(engine.call().line()).isEqualTo("GET /v1.41/images/box:1/json");
        assertThat(engine.call().line()).isEqualTo("GET /v4.0.0/libpod/images/sha256:1/json");
        assertThat(engine.call().bodyText())
                .contains("\"Healthcheck\":{\"Interval\":1000000000,\"Test\":[\"CMD\",\"ok\"],\"Retries\":4}");
    }

    @Test
    void whatIsNotSetIsNotSent() throws Exception {
        Containers containers = containers("1.52", false);
        engine.otherwise(noContent());

        containers.stop("db", StopOptions.DEFAULT);
        assertThat(engine.call().line()).isEqualTo("POST /v1.52/containers/db/stop");
        containers.stop(
                "db", StopOptions.DEFAULT.withGrace(Duration.ofMillis(1200)).withSignal("INT"));
        assertThat(engine.call().line()).isEqualTo("POST /v1.52/containers/db/stop?t=2&signal=INT");
        containers.restart("db", StopOptions.DEFAULT.withGrace(StopOptions.FOREVER));
        assertThat(engine.call().line()).isEqualTo("POST /v1.52/containers/db/restart?t=-1");
        containers.start("db");
        assertThat(engine.call().line()).isEqualTo("POST /v1.52/containers/db/start");
        containers.start("db", new StartOptions("ctrl-a", "c1", "/d"));
        assertThat(engine.call().line())
                .isEqualTo("POST /v1.52/containers/db/start?detachKeys=ctrl-a&checkpoint=c1&checkpoint-dir=%2Fd");
        containers.remove("db", ContainerRemoveOptions.DEFAULT.withLink());
        assertThat(engine.call().line()).isEqualTo("DELETE /v1.52/containers/db?force=false&v=false&link=true");
    }

    @Test
    void momentsAreSentToTheNanosecond() throws Exception {
        Containers containers = containers("1.41", false);
        engine.next(json(200, "{}")).next(raw("HTTP/1.1 200 OK\r\n\r\n"));
        Instant since = Instant.ofEpochSecond(1_700_000_000L, 5);

        containers
                .logs("db", LogOptions.ALL.withSince(since).withUntil(since.plusSeconds(1)))
                .close();

        engine.call();
        assertThat(engine.call().line()).endsWith("&tail=all&since=1700000000.000000005&until=1700000001.000000005");
    }

    @Test
    void podmanIsAskedInItsOwnWay() throws Exception {
        Containers containers = containers("1.44", true);
        engine.next(noContent())
                .next(raw("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n"));

        containers.stop("db", StopOptions.FOREVER);
        assertThat(engine.call().line()).isEqualTo("POST /v1.44/containers/db/stop?t=2147483647");
        containers
                .logs("db", LogOptions.ALL.withSince(Instant.ofEpochSecond(0, 5)))
                .close();
        assertThat(engine.call().line()).endsWith("&since=1970-01-01T00%3A00%3A00.000000005Z");
        assertThatThrownBy(() -> containers.stop("db", StopOptions.DEFAULT.withSignal("INT")))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageContaining(": a signal needs Docker with API 1.42, and the engine")
                .hasMessageContaining("is Podman with API 1.");
        assertThatThrownBy(() -> containers.start("db", StartOptions.DEFAULT.withCheckpoint("c")))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageContaining(": a checkpoint needs Docker, and the engine");
    }

    @Test
    void anOldEngineTakesTwoSamples() throws Exception {
        engine.otherwise(json(200, "{}"));

        containers("1.40", false).stats("db");
        assertThat(engine.call().line()).isEqualTo("GET /v1.40/containers/db/stats?stream=false");
        containers("1.41", false).stats("db");
        assertThat(engine.call().line()).isEqualTo("GET /v1.41/containers/db/stats?stream=false&one-shot=true");
    }

    @Test
    @Acceptance(value = "B-108", by = "ContainerStats.memoryStats().stats(): BigInteger")
    void numbersMayNeedAllOf64Bits() {
        String most = "18446744073709551615";
        engine.next(json(
                200,
                ("{\"read\":\"2026-01-02T03:04:05.000000006Z\",\"cpu_stats\":{\"cpu_usage\":{\"total_usage\":MOST},"
                                + "\"throttling_data\":{\"throttled_time\":MOST}},\"precpu_stats\":null,"
                                + "\"memory_stats\":{\"limit\":MOST,\"max_usage\":MOST,"
                                + "\"stats\":{\"hierarchical_memory_limit\":MOST}},\"networks\":{\"eth0\":{\"rx_bytes\":MOST}},"
                                + "\"blkio_stats\":{\"io_service_bytes_recursive\":[{\"major\":8,\"op\":\"read\",\"value\":MOST}],"
                                + "\"io_serviced_recursive\":null},\"new_stats\":{\"x\":MOST}}")
                        .replace("MOST", most)));

        ContainerStats stats = engine.client().containers().stats("db");

        BigInteger expected = new BigInteger(most);
        assertThat(stats.memoryStats().stats()).containsEntry("hierarchical_memory_limit", expected);
        assertThat(stats.memoryStats().limit()).isEqualTo(expected);
        assertThat(stats.memoryStats().maxUsage()).isEqualTo(expected);
        assertThat(stats.cpuStats().cpuUsage().totalUsage()).isEqualTo(expected);
        assertThat(stats.cpuStats().throttlingData().throttledTime()).isEqualTo(expected);
        assertThat(stats.precpuStats().cpuUsage().totalUsage()).isNull();
        assertThat(stats.networks().get("eth0").rxBytes()).isEqualTo(expected);
        assertThat(stats.blkioStats().ioServiceBytesRecursive().get(0).value()).isEqualTo(expected);
        assertThat(stats.blkioStats().ioServicedRecursive()).isEmpty();
        assertThat(stats.readAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.000000006Z"));
        assertThat(stats.more()).containsKey("new_stats");
    }

    @Test
    void theLoadIsThatBetweenTwoSamples() {
        String sample = "{\"read\":\"%s\",\"cpu_stats\":{\"cpu_usage\":{\"total_usage\":%d}}}";
        engine.next(json(200, sample.formatted("2026-01-02T03:04:05+01:00", 1_000_000_000L)))
                .next(json(200, sample.formatted("2026-01-02T02:04:07Z", 4_000_000_000L)))
                .next(json(200, "{\"read\":\"0001-01-01T00:00:00Z\"}"));
        Containers containers = engine.client().containers();
        ContainerStats one = containers.stats("db");
        ContainerStats two = containers.stats("db");
        ContainerStats stopped = containers.stats("db");

        assertThat(two.cpuPercentSince(one)).hasValue(150);
        assertThat(one.cpuPercentSince(two)).isEmpty();
        assertThat(two.cpuPercentSince(stopped)).isEmpty();
        assertThat(stopped.readAt()).isNull();
    }

    /** Podman 4 makes one cell of each line. */
    @Test
    void processesInOneCellAreTakenApart() {
        engine.next(json(
                200,
                "{\"Processes\":[[\"1 root     sleep 1000\"]],\"Titles\":[\"PID   USER     COMMAND\"],\"New\":1}"));

        ProcessTable table = engine.client().containers().top("db");

        assertThat(table.titles()).containsExactly("PID", "USER", "COMMAND");
        assertThat(table.processes()).containsExactly(List.of("1", "root", "sleep 1000"));
        assertThat(table.more()).containsEntry("New", 1);
        assertThat(table).asString().doesNotContain("sleep");
    }

    @Test
    void aKindOfChangeThatNobodyKnowsIsKept() {
        engine.next(json(200, "[{\"Path\":\"/a\",\"Kind\":7},{\"Path\":\"/b\",\"Kind\":2}]"))
                .next(json(200, "null"));
        Containers containers = engine.client().containers();

        assertThat(containers.changes("db"))
                .extracting(FileChange::type, FileChange::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(FileChange.Type.OTHER, 7),
                        org.assertj.core.groups.Tuple.tuple(FileChange.Type.DELETED, 2));
        assertThat(containers.changes("db")).isEmpty();
    }

    @Test
    void whatIsSaidOfAFileMayBeNonsense() {
        engine.next(raw("HTTP/1.1 200 OK\r\nConnection: close\r\nX-Docker-Container-Path-Stat: !!\r\n\r\n"))
                .next(raw("HTTP/1.1 200 OK\r\nConnection: close\r\nX-Docker-Container-Path-Stat: "
                        + Base64.getEncoder().encodeToString("[]".getBytes(StandardCharsets.UTF_8)) + "\r\n\r\n"))
                .next(raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"));
        Containers containers = engine.client().containers();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> containers.stat("db", "/x"))
                    .isInstanceOf(DockerProtocolException.class)
                    .hasMessageStartingWith("Cannot look at '/x' in container 'db': ");
        }
    }

    @Test
    void argumentsOfACommandAreNotShown() {
        engine.next(
                json(
                        200,
                        "{\"ID\":\"e\",\"ProcessConfig\":{\"entrypoint\":\"login\",\"arguments\":[\"s3cret\"],\"user\":\"\"}}"));

        assertThat(engine.client().exec().inspect("e"))
                .asString()
                .contains("login")
                .doesNotContain("s3cret");
        assertThat(ExecSpec.of("login", "s3cret").withEnv("A=s3cret").withPrivileges())
                .asString()
                .contains("privileged=true")
                .doesNotContain("s3cret");
    }
}
