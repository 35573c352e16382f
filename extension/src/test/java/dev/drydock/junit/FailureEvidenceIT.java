package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drydock.snapshot.Evidence;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written down of a test that fails, what is said of it, and what becomes of it besides. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class FailureEvidenceIT {
    private static final String SECRET = "tr0ub4dor";

    @CommitOnFailure
    @WithContainer(
            name = "app",
            image = "busybox:1.36",
            env = {"APP_PASSWORD=" + SECRET, "CODE=8731-1"},
            command = {"sh", "-c", "echo let in by $APP_PASSWORD; exec sleep 600"},
            ready = @Ready(log = "let in"),
            open = "echo " + SECRET)
    static class SecretTestCase {
        @Test
        @DisplayName("an order is kept")
        void keepsOrders() {
            throw new AssertionError("8731-1 or " + SECRET + " was wrong", new IllegalStateException("the reason"));
        }
    }

    @CommitOnFailure(pause = true)
    @WithContainer(
            name = "app",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class NearestTestCase {
        @ParameterizedTest
        @ValueSource(strings = "only")
        @CommitOnFailure(pause = false)
        void onlyHere(String value) {
            fail("on purpose");
        }
    }

    private static Evidence evidence(Run run) {
        return new Snapshots(TestEngine.CLIENT).evidence(run.snapshot());
    }

    private static String text(Evidence evidence, String file) {
        return evidence.text(file).orElseThrow(() -> new AssertionError(file + " isn't in " + evidence.files()));
    }

    @Test
    void theFailureIsWrittenDownAndSecretsAreNot() throws IOException {
        try (Run run = Run.with(Map.of("drydock.snapshot.secrets", "code"), SecretTestCase.class)) {
            Snapshot snapshot = run.snapshot();
            Evidence evidence = evidence(run);
            assertThat(text(evidence, "failure.txt"))
                    .startsWith("java.lang.AssertionError: *** or *** was wrong\n")
                    .contains("SecretTestCase.keepsOrders(", "Caused by: java.lang.IllegalStateException: the reason");
            assertThat(text(evidence, "events.txt")).containsSubsequence("  app  create\n", "  app  start\n");
            assertThat(text(evidence, "app/log.txt")).endsWith("out let in by ***\n");
            JsonNode summary = new JsonMapper().readTree(text(evidence, "snapshot.json"));
            assertThat(summary.path("displayName").asText()).isEqualTo("an order is kept");
            assertThat(summary.path("testMethod").asText()).isEqualTo("keepsOrders");
            assertThat(summary.path("failure").asText()).isEqualTo("java.lang.AssertionError");
            assertThat(summary.path("junit").asText()).matches("\\d+\\.\\d+.*");
            assertThat(summary.path("name").asText()).isEqualTo("SecretTestCase.keepsOrders");
            assertThat(evidence.files())
                    .allSatisfy(file -> assertThat(text(evidence, file)).doesNotContain(SECRET, "8731-1"));

            assertThat(run.notices())
                    .singleElement()
                    .asString()
                    .contains(
                            "Open all:   drydock snapshots open " + snapshot.id() + "\n",
                            "drydock snapshots show " + snapshot.id() + " (image "
                                    + snapshot.evidence().orElseThrow() + ")",
                            "sh -c 'exec echo ***'".replace("exec ", ""),
                            "*** stands for a secret",
                            snapshot.removeCommand())
                    .doesNotContain(SECRET);
            assertThat(snapshot.removeCommand())
                    .endsWith(" " + snapshot.evidence().orElseThrow());
            assertThat(run.reported("drydock.snapshot.open"))
                    .containsExactly("drydock snapshots open " + snapshot.id());
            assertThat(run.reported("drydock.snapshot.evidence"))
                    .containsExactly(snapshot.evidence().orElseThrow().toString());
            assertThat(run.reported("drydock.snapshot.app.open")).noneMatch(each -> each.contains(SECRET));
            assertThat(run.stderr().lines().filter(line -> line.startsWith("[drydock]")))
                    .singleElement()
                    .asString()
                    .contains("; open it with: drydock snapshots open " + snapshot.id())
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void theNearestAnnotationCounts() {
        try (Run run = Run.of(NearestTestCase.class)) {
            String id = run.snapshot().id();
            assertThat(run.notices()).singleElement().asString().contains(id);
            assertThat(run.snapshot().consistent()).isFalse();
        }
    }

    @Test
    void aSnapshotThatCannotBeExportedOrPushedIsStillOne(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("no-folder"), "");
        Map<String, String> settings =
                Map.of("drydock.snapshot.export", file.toString(), "drydock.snapshot.push", "127.0.0.1:1/nowhere");
        try (Run run = Run.with(settings, NearestTestCase.class)) {
            assertThat(run.failure()).hasMessage("on purpose");
            assertThat(run.notices())
                    .singleElement()
                    .asString()
                    .contains(
                            run.snapshot().id(),
                            "Note: it couldn't be exported to "
                                    + file.resolve(run.snapshot().id()) + ": ",
                            "Note: it couldn't be pushed to 127.0.0.1:1/nowhere: ");
        }
    }

    @Test
    void aSnapshotIsExportedWhereTheSettingSays(@TempDir Path folder) throws IOException {
        try (Run run = Run.with(Map.of("drydock.snapshot.export", folder.toString()), SecretTestCase.class)) {
            Path exported = folder.resolve(run.snapshot().id());
            assertThat(run.notices())
                    .singleElement()
                    .asString()
                    .contains("Exported to " + exported, "drydock snapshots import " + exported);
            assertThat(exported.resolve("images.tar")).isNotEmptyFile();
            assertThat(List.of(exported.resolve("snapshot.json"))).allMatch(Files::isRegularFile);
        }
    }
}
