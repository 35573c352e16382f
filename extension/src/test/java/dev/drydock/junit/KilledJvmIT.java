package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.Filters;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.client.model.NetworkDetails;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotLabels;
import dev.drydock.snapshot.Snapshots;
import dev.drydock.testing.Besides;
import dev.drydock.testing.Fork;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a killed JVM leaves is removed by the next run; what belongs to others isn't. */
@ExtendWith(LeakCheck.class)
class KilledJvmIT {
    private static final Map<String, String> WITHOUT_REAPER = Map.of("DRYDOCK_REAPER", "false");

    /** Two containers, which share a network, until the JVM is killed. */
    @Box
    @WithContainer(
            name = "idle",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class HangingTestCase {
        @Test
        void hangs(RunningContainer box) throws IOException {
            System.out.println("[fixture] " + box.id());
            // Nobody writes to it: this ends with the JVM.
            assertThat(System.in.read()).isNotNegative();
        }
    }

    @Test
    void theNextRunRemovesWhatIsLeftAndNothingElse() throws IOException, InterruptedException {
        try (Fork killed = Fork.with(WITHOUT_REAPER, HangingTestCase.class);
                Fork living = Fork.with(WITHOUT_REAPER, HangingTestCase.class)) {
            String killedRun = label(killed.await("[fixture] "), "dev.drydock.run");
            String livingRun = label(living.await("[fixture] "), "dev.drydock.run");
            Map<String, String> labels = Map.of("dev.drydock.run", killedRun, "dev.drydock.owner", owner(killedRun));
            String halfMade = halfMadeImage(owner(killedRun));
            killed.kill();
            assertThat(present(killedRun)).hasSize(3);
            Snapshot snapshot = snapshotOfAJvmThatIsGone();
            Path spooled = Besides.spooled(labels);
            try (Besides besides = new Besides(labels);
                    Started opened = Started.asleep(snapshot.images().get(0).name())) {
                assertThat(besides.left()).hasSize(3);
                nextRun();

                assertThat(present(killedRun)).isEmpty();
                assertThat(besides.left()).containsExactly(Besides.MINE);
                assertThat(spooled).doesNotExist();
                assertThat(images()).doesNotContain(halfMade);
                assertThat(present(livingRun)).hasSize(3);
                assertThat(new Snapshots(TestEngine.CLIENT).find(snapshot.id())).isPresent();
                assertThat(TestEngine.CLIENT
                                .containers()
                                .inspect(opened.id())
                                .state()
                                .running())
                        .isTrue();
            } finally {
                new Snapshots(TestEngine.CLIENT).remove(snapshot);
            }
            living.kill();
            nextRun();
            assertThat(present(livingRun)).isEmpty();
        }
    }

    private static void nextRun() {
        // A session of its own: one that lingers has looked already.
        Map<String, String> own = Map.of("drydock.session.linger", "0");
        assertThat(Run.with(own, NoFailureIT.PassingTestCase.class).failures()).isEmpty();
    }

    private static Snapshot snapshotOfAJvmThatIsGone() throws IOException, InterruptedException {
        try (Fork fork = Fork.of(FailurePlaces.BodyTestCase.class)) {
            String output = fork.toEnd();
            String id = output.replaceAll("(?s).*\\(snapshot ([-0-9a-f]+)\\).*", "$1");
            return new Snapshots(TestEngine.CLIENT).find(id).orElseThrow(() -> new AssertionError(output));
        }
    }

    /** What is there between a commit and the end of the build. */
    private static String halfMadeImage(String owner) throws IOException {
        BuildContext context = new BuildContext();
        context.add("Dockerfile", "FROM busybox:1.36\nLABEL " + SnapshotLabels.MAKER + "=\"" + owner + "\"\n");
        try (InputStream tar = context.open()) {
            String id = TestEngine.CLIENT.images().build(BuildSpec.DEFAULT, tar, progress -> {});
            assertThat(images()).contains(id);
            return id;
        }
    }

    private static String label(String container, String key) {
        ContainerDetails details = TestEngine.CLIENT.containers().inspect(container);
        return details.config().labels().get(key);
    }

    private static String owner(String run) {
        return TestEngine.CLIENT.containers().list(ofRun(run)).get(0).labels().get("dev.drydock.owner");
    }

    private static List<String> present(String run) {
        return Stream.concat(
                        TestEngine.CLIENT.containers().list(ofRun(run)).stream().map(ContainerSummary::id),
                        TestEngine.CLIENT.networks().list(ofRun(run)).stream().map(NetworkDetails::id))
                .toList();
    }

    private static List<String> images() {
        return TestEngine.CLIENT.images().list(Filters.NONE).stream()
                .map(ImageSummary::id)
                .toList();
    }

    private static Filters ofRun(String run) {
        return Filters.byLabel("dev.drydock.run", run);
    }
}
