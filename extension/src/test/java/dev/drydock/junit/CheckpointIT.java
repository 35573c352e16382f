package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that a test takes: what they keep to themselves, and which one is meant by a name. */
@ExtendWith(LeakCheck.class)
@Tag("long")
class CheckpointIT {
    private static final List<Snapshot> TAKEN = new ArrayList<>();
    private static final Snapshots SNAPSHOTS = new Snapshots(TestEngine.CLIENT);

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            env = "LICENCE=abc-licence-9876",
            command = {"sh", "-c", "echo licence is $LICENCE; exec sleep 600"})
    static class TakesTestCase {
        @Test
        void takes(RunningContainer box) {
            TAKEN.add(box.snapshot("x"));
        }
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class TwiceTestCase {
        @RepeatedTest(4)
        void theLaterOneIsMeant(RunningContainer box) {
            box.exec("sh", "-c", "echo old >/state");
            TAKEN.add(box.snapshot("x"));
            box.exec("sh", "-c", "echo new >/state");
            TAKEN.add(box.snapshot("x"));

            box.restore("x");

            assertThat(box.exec("cat", "/state").stdoutText()).isEqualTo("new\n");
        }
    }

    @AfterEach
    void remove() {
        TAKEN.forEach(SNAPSHOTS::remove);
        TAKEN.clear();
    }

    @Test
    void whatTheUserCallsSecretIsNotWrittenDown() {
        Run run = Run.with(Map.of("drydock.snapshot.secrets", "LICENCE"), TakesTestCase.class);

        assertThat(run.failures()).isEmpty();
        var evidence = SNAPSHOTS.evidence(TAKEN.get(0));
        assertThat(evidence.files())
                .contains("box/inspect.json", "box/log.txt")
                .allSatisfy(
                        each -> assertThat(evidence.text(each).orElseThrow()).doesNotContain("9876"));
    }

    @Test
    void whatIsCalledSecretLaterIsInNothingThatIsExported(@TempDir Path folder) throws IOException {
        assertThat(Run.of(TakesTestCase.class).failures()).isEmpty();
        Path target = folder.resolve("exported");

        SNAPSHOTS.export(TAKEN.get(0), target, name -> name.equals("LICENCE") || name.equals("PASSWORD"), bytes -> {});

        try (Stream<Path> files = Files.walk(target)) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSizeGreaterThan(3)
                    .allSatisfy(each -> assertThat(Files.readString(each, StandardCharsets.ISO_8859_1))
                            .doesNotContain("9876"));
        }
    }

    @Test
    void ofTwoOfOneNameTheLaterCounts() {
        assertThat(Run.of(TwiceTestCase.class).failures()).isEmpty();
    }
}
