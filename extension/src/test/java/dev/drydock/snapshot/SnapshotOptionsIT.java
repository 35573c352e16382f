package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drydock.client.ConflictException;
import dev.drydock.client.Filters;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is read besides, and what is done before, as was asked. */
@ExtendWith(LeakCheck.class)
@Tag("long")
class SnapshotOptionsIT {
    private static final SnapshotOptions ALL = new SnapshotOptions(true, true, true, false, false, List.of());

    @TempDir
    private Path temporary;

    private static Started asleep(Snapshot snapshot) {
        return Started.asleep(snapshot.images().get(0).name());
    }

    @Test
    void withoutPauseNothingIsPaused() {
        try (Freezing freezing = new Freezing()) {
            freezing.box("box", spec -> {});

            Snapshot snapshot = freezing.take(new SnapshotOptions(false, false, false, false, false, List.of()));

            assertThat(snapshot.consistent()).isFalse();
            assertThat(snapshot.remarks()).singleElement().asString().contains("weren't paused, as was asked");
        }
    }

    @Test
    void memoryAndBindMountsAreLeftOutUnlessAskedFor() throws IOException {
        Path bound = Files.writeString(
                Files.createDirectory(temporary.resolve("bound")).resolve("file"), "bound\n");
        try (Freezing freezing = new Freezing()) {
            String box = freezing.box(
                    "box", spec -> spec.binds(bound.getParent() + ":/bound").tmpfs("/memory", "size=1m"));
            Freezing.sh(box, "echo remembered >/memory/file");

            Snapshot snapshot = freezing.take(SnapshotOptions.DEFAULT);

            assertThat(snapshot.remarks()).isEmpty();
            assertThat(snapshot.images().get(0).setup().volumes())
                    .containsExactly(
                            new FrozenVolume(
                                    FrozenVolume.Kind.BIND, bound.getParent().toString(), "/bound", false, false),
                            new FrozenVolume(FrozenVolume.Kind.TMPFS, "", "/memory", false, false));
            try (Started again = asleep(snapshot)) {
                assertThat(again.sh("ls -A /bound /memory")).isEqualTo("/bound:\n\n/memory:\n");
            }
        }
    }

    @Test
    void memoryAndBindMountsAreKeptWhenAskedFor() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("bound"));
        Path file = Files.writeString(temporary.resolve("single"), "single\n");
        Files.writeString(folder.resolve("file"), "bound\n");
        try (Freezing freezing = new Freezing()) {
            String box = freezing.box(
                    "box",
                    spec -> spec.binds(folder + ":/bound:ro", file + ":/etc/single", "/dev:/machine:ro")
                            .tmpfs("/memory", "size=1m"));
            Freezing.sh(box, "echo remembered >/memory/file && chown 6:7 /memory/file && chmod 1771 /memory");
            freezing.box("other", spec -> spec.binds(folder + ":/elsewhere"));

            Snapshot snapshot = freezing.take(ALL);

            assertThat(snapshot.remarks()).isEmpty();
            assertThat(snapshot.image("box").orElseThrow().setup().volumes())
                    .extracting(each -> each.path() + " " + each.kept())
                    .containsExactly("/bound true", "/etc/single true", "/machine false", "/memory true");
            assertThat(snapshot.image("other").orElseThrow().setup().volumes())
                    .extracting(each -> each.path() + " " + each.kept())
                    .containsExactly("/elsewhere false");
            try (Started again =
                    Started.asleep(snapshot.image("box").orElseThrow().name())) {
                assertThat(again.sh("cat /bound/file /etc/single /memory/file; stat -c '%u:%g %a' /memory/file /memory;"
                                + " ls -A /machine"))
                        .isEqualTo("bound\nsingle\nremembered\n6:7 644\n0:0 1771\n");
            }
        }
    }

    @Test
    void withoutTarMemoryIsLeftOutAndThatIsSaid() {
        try (Freezing freezing = new Freezing()) {
            String box = freezing.box("box", spec -> spec.tmpfs("/memory", "size=1m"));
            Freezing.sh(box, "rm $(which tar)");

            Snapshot snapshot = freezing.take(ALL);

            assertThat(snapshot.remarks())
                    .singleElement()
                    .asString()
                    .contains("/memory", "isn't in the snapshot", "tar, which couldn't be run");
            assertThat(snapshot.images().get(0).setup().volumes())
                    .containsExactly(new FrozenVolume(FrozenVolume.Kind.TMPFS, "", "/memory", false, false));
        }
    }

    @Test
    void commandsAreRunBeforeAndTheirFailureIsSaid() {
        try (Freezing freezing = new Freezing()) {
            freezing.start(
                    "box",
                    Freezing.BOX,
                    spec -> spec.volumes("/data").tmpfs("/memory", "size=1m"),
                    List.of(
                            "echo 1 >/data/first && echo 3 >/memory/third",
                            "echo too bad >&2; exit 3",
                            "echo 2 >/second"));

            Snapshot snapshot = freezing.take(ALL);

            assertThat(snapshot.remarks())
                    .containsExactly(
                            "'echo too bad >&2; exit 3', to be run in container 'box' before the snapshot, failed"
                                    + " with exit code 3: too bad");
            assertThat(snapshot.consistent()).isTrue();
            try (Started again = asleep(snapshot)) {
                assertThat(again.sh("cat /data/first /second /memory/third")).isEqualTo("1\n2\n3\n");
            }
        }
    }

    @Test
    void aCommandThatDoesNotEndIsNotWaitedFor() {
        try (Freezing freezing = new Freezing()) {
            String box = freezing.box("box", spec -> {});
            SnapshotRequest.Member member = new SnapshotRequest.Member(
                    "box", box, Freezing.BOX, "", List.of("sleep 500", "touch /after"), List.of());
            Remarks remarks = new Remarks();

            new BeforePause(TestEngine.CLIENT, remarks, Duration.ofSeconds(2))
                    .commands(member, TestEngine.CLIENT.containers().inspect(box));

            assertThat(remarks.all()).singleElement().asString().contains("'sleep 500'", "longer than 2 s");
            assertThat(Freezing.sh(box, "ls /after")).isEqualTo("/after\n");
        }
    }

    @Test
    void aCheckpointIsMadeOrTheSnapshotSaysWhyNot() {
        try (Freezing freezing = new Freezing()) {
            freezing.box("box", spec -> {});

            Snapshot snapshot = freezing.take(new SnapshotOptions(true, false, false, true, false, List.of()));

            assertThat(snapshot.remarks()).singleElement().asString().contains("The processes of container", "kept");
            if (!TestEngine.CLIENT.isPodman()
                    && !TestEngine.CLIENT.system().info().experimentalBuild()) {
                assertThat(snapshot.remarks().get(0)).contains("aren't kept", "experimental mode");
            }
            assertThat(snapshot.consistent()).isTrue();
        }
    }

    @Test
    void oneThatIsGoneIsNotInIt() {
        try (Freezing freezing = new Freezing()) {
            String gone = freezing.box("gone", spec -> {});
            freezing.box("box", spec -> {});
            TestEngine.CLIENT.containers().remove(gone);

            Snapshot snapshot = freezing.take(SnapshotOptions.DEFAULT);

            assertThat(snapshot.images()).extracting(Snapshot.Image::container).containsExactly("box");
            assertThat(snapshot.remarks()).containsExactly("container 'gone' is gone, so it isn't in the snapshot");
            assertThat(snapshot.consistent()).isFalse();
            assertThat(new Snapshots(TestEngine.CLIENT).find(snapshot.id())).isPresent();
        }
    }

    @Test
    void whileOneIsUsedNothingOfItIsRemoved() {
        try (Freezing freezing = new Freezing()) {
            freezing.box("one", spec -> {});
            freezing.box("two", spec -> {});
            Snapshot snapshot = freezing.take(SnapshotOptions.DEFAULT);
            Snapshots snapshots = new Snapshots(TestEngine.CLIENT);

            try (Started used =
                    Started.asleep(snapshot.image("two").orElseThrow().name())) {
                assertThat(TestEngine.CLIENT.containers().list(Filters.by("id", used.id())))
                        .extracting(ContainerSummary::imageID)
                        .containsExactly(snapshot.image("two").orElseThrow().imageId());
                assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> snapshots.remove(snapshot));
            }
            assertThat(snapshots.find(snapshot.id()).orElseThrow().images()).hasSize(2);
        }
    }
}
