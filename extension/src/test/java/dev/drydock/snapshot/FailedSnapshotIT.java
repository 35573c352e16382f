package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.drydock.client.EventOptions;
import dev.drydock.client.EventStream;
import dev.drydock.client.ExecSpec;
import dev.drydock.client.Filters;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.RefusingEngine;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot that can't be taken leaves no image, no paused container, no data on this machine, and says why. */
@ExtendWith(LeakCheck.class)
class FailedSnapshotIT {
    private static final String MAKER = "a maker of failed snapshots";

    @TempDir
    private Path temporary;

    private volatile String busy = "";
    private final List<String> released = new CopyOnWriteArrayList<>();

    private static Set<Path> spooled() throws IOException {
        Set<Path> ours = new TreeSet<>();
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "drydock-snapshot*")) {
            for (Path each : folders) {
                if (maker(each).equals(MAKER)) {
                    ours.add(each);
                }
            }
        }
        return ours;
    }

    /** Others may be taking snapshots, and remove theirs. */
    private static String maker(Path folder) throws IOException {
        try {
            return Files.readString(folder.resolve("maker"));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static boolean isPaused(String container) {
        return TestEngine.CLIENT.containers().inspect(container).state().paused();
    }

    private static SnapshotRequest request(Freezing freezing) {
        return SnapshotRequest.of(
                SnapshotKind.FAILURE,
                "id",
                "Failed.snapshot",
                freezing.request().members(),
                MAKER);
    }

    private static void nothingIsLeftOf(String... containers) throws IOException {
        assertThat(containers).noneMatch(FailedSnapshotIT::isPaused);
        assertThat(TestEngine.CLIENT.images().list(Filters.byLabel(SnapshotLabels.MAKER, MAKER)))
                .isEmpty();
        assertThat(TestEngine.CLIENT.images().list(Filters.by("reference", "drydock/failed.snapshot/*")))
                .isEmpty();
        assertThat(spooled()).isEmpty();
    }

    private void refused(String what, String message, String method) throws IOException {
        AtomicInteger seen = new AtomicInteger();
        // The second of them: the first container's is done by then.
        try (RefusingEngine engine = new RefusingEngine(
                        temporary.resolve("e.sock"),
                        // With Podman, another container reads volumes; the engine is asked where that can't be done.
                        line -> line.contains("/attach?")
                                || (line.startsWith(method) && line.contains(what) && seen.incrementAndGet() == 2),
                        false);
                Freezing freezing = new Freezing(engine.client())) {
            String one = freezing.box("one", spec -> spec.volumes("/data"));
            String two = freezing.box("two", spec -> spec.volumes("/data"));
            Freezing.sh(one, "echo 1 >/data/file");

            assertThatExceptionOfType(SnapshotException.class)
                    .isThrownBy(() -> freezing.take(request(freezing)))
                    .withMessageContaining(message)
                    .withMessageContaining("not today");

            assertThat(seen.get()).isGreaterThanOrEqualTo(2);
            nothingIsLeftOf(one, two);
        }
    }

    @Test
    void aCommitIsRefused() throws IOException {
        refused("/commit?", "commit container", "POST");
    }

    @Test
    void aVolumeCannotBeRead() throws IOException {
        refused("/archive?", "Cannot copy '/data", "GET");
    }

    @Test
    void aBuildIsRefused() throws IOException {
        refused("/build?", "build", "POST");
    }

    @Test
    void aPauseIsRefusedAndTheSnapshotSaysSo() throws IOException {
        try (RefusingEngine engine =
                        new RefusingEngine(temporary.resolve("e.sock"), line -> line.contains("/pause "), false);
                Freezing freezing = new Freezing(engine.client())) {
            String box = freezing.box("box", spec -> {});

            Snapshot snapshot = freezing.take(SnapshotOptions.DEFAULT);

            assertThat(snapshot.consistent()).isFalse();
            assertThat(snapshot.remarks())
                    .singleElement()
                    .asString()
                    .contains("couldn't be paused", "not today", "may not agree");
            assertThat(new Snapshots(TestEngine.CLIENT)
                            .find(snapshot.id())
                            .orElseThrow()
                            .consistent())
                    .isFalse();
            assertThat(isPaused(box)).isFalse();
        }
    }

    /** As its pause would lose the container on some engines. */
    @Test
    @Tag("long")
    void whereACommandIsBeingStartedNothingIsPaused() throws IOException {
        PauseGuard starting = new PauseGuard() {
            @Override
            public void hold(Collection<String> containerIds) {
                assertThat(containerIds).hasSize(2);
            }

            @Override
            public int underWay(String containerId) {
                return containerId.equals(busy) ? 1 : 0;
            }

            @Override
            public void release(Collection<String> containerIds) {
                released.addAll(containerIds);
            }
        };
        try (Freezing freezing = new Freezing(TestEngine.CLIENT, starting)) {
            busy = freezing.box("busy", spec -> {});
            String other = freezing.box("other", spec -> {});

            Snapshot snapshot = freezing.take(SnapshotOptions.DEFAULT);

            assertThat(snapshot.images()).hasSize(2);
            assertThat(snapshot.consistent()).isFalse();
            assertThat(snapshot.remarks())
                    .singleElement()
                    .asString()
                    .contains(
                            TestEngine.CLIENT.containers().inspect(busy).name(),
                            "wasn't paused, since a command is being started in it");
            assertThat(released).containsExactlyInAnyOrder(busy, other);
            assertThat(eventsOf(busy)).doesNotContain("pause").contains("commit");
            assertThat(eventsOf(other)).contains("pause", "unpause");
            assertThat(Freezing.sh(busy, "echo runs")).isEqualTo("runs\n");
        }
    }

    @Test
    void aCommandThatIsNeverStartedKeepsNoPauseAway() {
        try (Freezing freezing = new Freezing()) {
            String box = freezing.box("box", spec -> {});
            TestEngine.CLIENT.exec().create(box, ExecSpec.of("true"));

            Snapshot snapshot = freezing.take(SnapshotOptions.DEFAULT);

            assertThat(snapshot.remarks()).isEmpty();
            assertThat(snapshot.consistent()).isTrue();
            assertThat(eventsOf(box)).contains("pause", "unpause");
        }
    }

    /** What happened to it until now. */
    private static List<String> eventsOf(String container) {
        List<String> actions = new ArrayList<>();
        EventOptions until = EventOptions.DEFAULT
                .withSince(Instant.now().minusSeconds(60))
                .withUntil(Instant.now())
                .withFilters(Filters.by("container", container));
        try (EventStream events = TestEngine.CLIENT.system().events(until)) {
            events.forEachRemaining(each -> actions.add(String.valueOf(each.action())));
        }
        return actions;
    }

    @Test
    void theEngineIsGoneWhenItIsToBuild() throws IOException {
        try (RefusingEngine engine =
                        new RefusingEngine(temporary.resolve("e.sock"), line -> line.contains("/build?"), true);
                Freezing freezing = new Freezing(engine.client())) {
            String box = freezing.box("box", spec -> spec.volumes("/data"));

            assertThatExceptionOfType(SnapshotException.class)
                    .isThrownBy(() -> freezing.take(request(freezing)))
                    .withMessageContaining("build");

            assertThat(isPaused(box)).isFalse();
            assertThat(spooled()).isEmpty();
            // What couldn't be removed says whose it was, so that the next run's sweep finds it.
            TestEngine.CLIENT
                    .images()
                    .list(Filters.byLabel(SnapshotLabels.MAKER, MAKER))
                    .forEach(each -> TestEngine.CLIENT.images().remove(each.id(), true));
            nothingIsLeftOf(box);
        }
    }

    @Test
    void aLayerThatCannotBeUnpackedTakesTheOnesBelowWithIt() throws IOException {
        try (Freezing freezing = new Freezing()) {
            String box = freezing.box("box", spec -> spec.volumes("/data"));
            Freezing.sh(box, "head -c 100000 /dev/urandom >/data/file");
            ExecutorService threads = Executors.newCachedThreadPool();
            String id = "20260101-000000-fa11";
            Path folder = Files.createDirectory(temporary.resolve("spool"));
            SnapshotBuild build = new SnapshotBuild(
                    TestEngine.CLIENT, threads, request(freezing), id, new LayeredBuild(TestEngine.CLIENT));
            Freezer.Frozen frozen = new Freezer(TestEngine.CLIENT, threads, new Remarks(), PauseGuard.NONE)
                    .freeze(request(freezing), id, folder)
                    .get(0);
            Path good = frozen.volumes().get(0).file();
            Path broken = folder.resolve("broken.tar");
            byte[] bytes = Files.readAllBytes(good);
            Files.write(broken, Arrays.copyOf(bytes, bytes.length / 2));
            Freezer.Frozen unsound = new Freezer.Frozen(
                    frozen.member(),
                    frozen.details(),
                    frozen.open(),
                    frozen.committedId(),
                    frozen.mounts(),
                    List.of(
                            new VolumeSpool.Spooled("/data", "/data", good),
                            new VolumeSpool.Spooled("/zzz", "/zzz", broken)));

            assertThatExceptionOfType(SnapshotException.class)
                    .isThrownBy(() -> build.images(List.of(unsound), Map.of(SnapshotLabels.ID, id)))
                    .satisfies(build::takeBack);

            assertThat(TestEngine.CLIENT.images().list(Filters.byLabel(SnapshotLabels.ID, id)))
                    .isEmpty();
            nothingIsLeftOf(box);
            threads.shutdownNow();
        }
    }

    @Test
    void itIsInterruptedWhileAllIsPaused() throws Exception {
        try (Freezing freezing = new Freezing()) {
            String box = freezing.box("box", spec -> spec.volumes("/data"));
            Freezing.sh(box, "head -c 200000000 /dev/zero >/data/large");
            ExecutorService threads = Executors.newCachedThreadPool();
            Future<Snapshot> taking = threads.submit(() -> freezing.take(request(freezing)));
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> isPaused(box));

            taking.cancel(true);

            // Its own clearing up isn't awaited by the future.
            await().atMost(Duration.ofMinutes(1)).until(() -> spooled().isEmpty());
            nothingIsLeftOf(box);
            threads.shutdownNow();
        }
    }
}
