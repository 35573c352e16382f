package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drydock.client.ContainerSpec;
import dev.drydock.client.HealthSpec;
import dev.drydock.client.model.ContainerState;
import dev.drydock.testing.HealthChecks;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is written down beside a snapshot, and read back from its image. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class EvidenceIT {
    private final Snapshots snapshots = new Snapshots(TestEngine.CLIENT);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> containers = new ArrayList<>();
    private final List<Snapshot> taken = new ArrayList<>();

    @AfterEach
    void cleanUp() {
        threads.shutdownNow();
        containers.forEach(TestEngine.CLIENT.containers()::remove);
        taken.forEach(snapshots::remove);
    }

    private String start(ContainerSpec.Builder spec) {
        String id = TestEngine.CLIENT.containers().create(spec.build());
        containers.add(id);
        TestEngine.CLIENT.containers().start(id);
        return id;
    }

    private static ContainerSpec.Builder box(String script) {
        return ContainerSpec.of("busybox:1.36").command("sh", "-c", script);
    }

    private Snapshot take(Map<String, String> facts, SnapshotOptions options, String... namesAndIds) {
        List<SnapshotRequest.Member> members = new ArrayList<>();
        for (int i = 0; i < namesAndIds.length; i += 2) {
            members.add(new SnapshotRequest.Member(
                    namesAndIds[i], namesAndIds[i + 1], "busybox:1.36", "", List.of(), List.of()));
        }
        SnapshotRequest request = SnapshotRequest.of(
                        SnapshotKind.FAILURE, "[test:\"$HOME\\x\"]", "Evidence.\"it\"\u001b\u009b", members, "nobody")
                .withFacts(facts)
                .withOptions(options);
        Snapshot snapshot = snapshots.take(request, threads);
        taken.add(snapshot);
        return snapshot;
    }

    private static void awaitLog(String id, String text) {
        while (!log(id).contains(text)) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static String log(String id) {
        StringBuilder log = new StringBuilder();
        try (var frames = TestEngine.CLIENT.containers().logs(id, dev.drydock.client.LogOptions.ALL)) {
            frames.forEachRemaining(each -> log.append(each.text()));
        }
        return log.toString();
    }

    @Test
    void allThatIsKnownOfASetIsWrittenDown() throws IOException {
        String live = start(box("echo to-out; echo to-err >&2; echo x >/new-file; exec sleep 600")
                .env("MODE", "test")
                .health(HealthSpec.shell("echo I am fine").withInterval(Duration.ofMillis(100))));
        String dead = start(box("echo last words; exit 7"));
        TestEngine.CLIENT.containers().waitUntilStopped(dead);
        awaitLog(live, "to-err");
        HealthChecks.run(live);
        await().until(() -> isHealthy(live));

        Snapshot snapshot = take(
                Map.of("failure.txt", "AssertionError: on purpose", "displayName", "it works"),
                SnapshotOptions.DEFAULT,
                "live",
                live,
                "dead",
                dead);

        assertThat(snapshot.remarks()).noneMatch(each -> each.contains("written down"));
        assertThat(snapshot.evidence())
                .hasValueSatisfying(
                        image -> assertThat(image.toString()).isEqualTo("drydock/evidence.it:" + snapshot.id()));
        assertThat(snapshots.find(snapshot.id()).orElseThrow().evidence()).isEqualTo(snapshot.evidence());
        Evidence evidence = snapshots.evidence(snapshot);
        assertThat(evidence.files())
                .containsExactlyInAnyOrder(
                        "dead/changes.txt",
                        "dead/inspect.json",
                        "dead/log.txt",
                        "events.txt",
                        "failure.txt",
                        "live/changes.txt",
                        "live/health.txt",
                        "live/inspect.json",
                        "live/log.txt",
                        "live/processes.txt",
                        "live/stats.json",
                        "snapshot.json");
        assertThat(text(evidence, "failure.txt")).isEqualTo("AssertionError: on purpose");
        assertThat(text(evidence, "live/log.txt").lines())
                .hasSize(2)
                .anyMatch(line -> line.matches("20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+(Z|[+-]\\d\\d:\\d\\d) out to-out"))
                .anyMatch(line -> line.endsWith(" err to-err"));
        assertThat(text(evidence, "dead/log.txt")).endsWith(" out last words\n");
        assertThat(text(evidence, "live/processes.txt")).contains("PID", "sleep 600");
        assertThat(text(evidence, "live/changes.txt")).contains("added\t/new-file\n");
        assertThat(text(evidence, "live/health.txt")).contains("Status: healthy", "exit code 0", "I am fine");
        assertThat(text(evidence, "events.txt")).contains("  live  start\n", "  dead  die  exitCode 7\n");
        assertThat(json(evidence, "live/stats.json")
                        .path("memory_stats")
                        .path("usage")
                        .asLong())
                .isPositive();
        assertThat(json(evidence, "live/inspect.json").path("Id").asText()).isEqualTo(live);
        JsonNode summary = json(evidence, "snapshot.json");
        assertThat(summary.path("id").asText()).isEqualTo(snapshot.id());
        assertThat(summary.path("kind").asText()).isEqualTo("failure");
        assertThat(summary.path("test").asText()).isEqualTo("[test:\"$HOME\\x\"]");
        assertThat(summary.path("displayName").asText()).isEqualTo("it works");
        assertThat(summary.path("open").asText()).isEqualTo("drydock snapshots open " + snapshot.id());
        assertThat(summary.path("java").asText()).contains(Runtime.version().toString());
        assertThat(summary.path("engine").path("version").asText())
                .isEqualTo(TestEngine.CLIENT.system().version().version());
        assertThat(summary.path("git").path("revision").asText()).matches("[0-9a-f]{40,64}");
        assertThat(summary.path("containers").path(0).path("name").asText()).isEqualTo("live");
        assertThat(summary.path("containers").path(0).path("imageId").asText()).startsWith("sha256:");
        assertThat(summary.path("containers").path(1).path("exitCode").asText()).isEqualTo("7");
        Map<String, String> labels = TestEngine.CLIENT
                .images()
                .inspect(snapshot.evidence().orElseThrow().toString())
                .config()
                .labels();
        assertThat(labels)
                .containsEntry(SnapshotLabels.ID, snapshot.id())
                .containsEntry(SnapshotLabels.KIND, "failure")
                .containsEntry(SnapshotLabels.NAME, "Evidence.\"it\" \u009b")
                .containsEntry(SnapshotLabels.TEST, "[test:\"$HOME\\x\"]")
                .containsEntry(SnapshotLabels.CREATED, snapshot.created())
                .containsEntry(SnapshotLabels.SIZE, "2")
                .containsEntry(SnapshotLabels.CONSISTENT, "true")
                .containsEntry(SnapshotLabels.MAKER, "")
                .doesNotContainKey(SnapshotLabels.CONTAINER);
    }

    private static boolean isHealthy(String id) {
        ContainerState state = TestEngine.CLIENT.containers().inspect(id).state();
        return state.health() != null && "healthy".equals(state.health().status());
    }

    @Test
    void secretsAreInNoFile() {
        String id = start(box("echo 'my password is tr0ub4dor, the pin 99881'; exec sleep 600")
                .env("DB_PASSWORD", "tr0ub4dor")
                .env("PIN", "99881")
                .env("CACHE", "redis://joe:open-sesame@cache:6379")
                .label("note", "tr0ub4dor"));
        awaitLog(id, "tr0ub4dor");

        Snapshot snapshot = take(
                Map.of("failure.txt", "Login with tr0ub4dor refused", "displayName", "[1] tr0ub4dor"),
                new SnapshotOptions(true, false, false, false, true, List.of("pin")),
                "box",
                id);

        Evidence evidence = snapshots.evidence(snapshot);
        assertThat(evidence.files())
                .hasSizeGreaterThan(6)
                .allSatisfy(
                        file -> assertThat(text(evidence, file)).doesNotContain("tr0ub4dor", "99881", "open-sesame"));
        assertThat(text(evidence, "box/inspect.json"))
                .contains("DB_PASSWORD=***", "PIN=***", "redis://joe:***@cache:6379");
        assertThat(text(evidence, "box/log.txt")).endsWith("out my password is ***, the pin ***\n");
        assertThat(text(evidence, "failure.txt")).isEqualTo("Login with *** refused");
    }

    @Test
    void theLogEndsAtTheFreezing() {
        String id = start(box("i=0; while true; do i=$((i+1)); echo line $i; echo $i >>/last; done"));
        awaitLog(id, "line 100");

        Snapshot snapshot = take(Map.of(), SnapshotOptions.DEFAULT, "box", id);

        String log = text(snapshots.evidence(snapshot), "box/log.txt");
        String last = log.strip().replaceAll("(?s).* line ", "");
        String frozen = TestEngine.CLIENT
                .containers()
                .run(ContainerSpec.of(snapshot.images().get(0).name().toString())
                        .command("tail", "-n1", "/last")
                        .build())
                .stdoutText()
                .strip();
        // It may be frozen between the two.
        assertThat(Integer.parseInt(last) - Integer.parseInt(frozen)).isBetween(0, 1);
    }

    @Test
    void withoutEvidenceThereIsNone() {
        String id = start(box("exec sleep 600"));

        Snapshot snapshot = take(Map.of(), new SnapshotOptions(true, false, false, false, false, List.of()), "box", id);

        assertThat(snapshot.evidence()).isEmpty();
        assertThat(snapshots.evidence(snapshot).files()).isEmpty();
        assertThat(snapshots.find(snapshot.id()).orElseThrow().evidence()).isEmpty();
    }

    /** Any of its images may be the one that a snapshot's name is read from. */
    @Test
    void itsLabelsSayWhatThoseOfTheContainersSay() {
        Snapshot snapshot = take(Map.of(), SnapshotOptions.DEFAULT, "box", start(box("exec sleep 600")));

        Map<String, String> evidence = labels(snapshot.evidence().orElseThrow().toString());
        Map<String, String> container = labels(snapshot.images().get(0).name().toString());
        assertThat(evidence).containsKeys(SnapshotLabels.ID, SnapshotLabels.NAME, SnapshotLabels.TEST);
        assertThat(container).containsAllEntriesOf(evidence);
    }

    private static Map<String, String> labels(String image) {
        return TestEngine.CLIENT.images().inspect(image).config().labels();
    }

    @Test
    void evidenceThatCannotBeStoredLeavesTheSnapshot() {
        assumeFalse(TestEngine.hasContentStore(), "containerd's store keeps layers as they come, unread");
        String id = start(box("exec sleep 600"));

        // A file can't have the name of a folder.
        Snapshot snapshot = take(Map.of("box/log.txt/x.txt", "in the way"), SnapshotOptions.DEFAULT, "box", id);

        assertThat(snapshot.images()).hasSize(1);
        assertThat(snapshot.evidence()).isEmpty();
        assertThat(snapshot.remarks()).anyMatch(each -> each.contains("logs and the like couldn't be written down"));
        assertThat(snapshots.find(snapshot.id())).isPresent();
    }

    private static String text(Evidence evidence, String file) {
        return evidence.text(file).orElseThrow(() -> new AssertionError("There is no " + file));
    }

    private static JsonNode json(Evidence evidence, String file) throws IOException {
        return new JsonMapper().readTree(text(evidence, file));
    }
}
