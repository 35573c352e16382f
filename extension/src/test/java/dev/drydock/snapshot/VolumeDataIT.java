package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.client.ArchiveStream;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.ContainerSpec;
import dev.drydock.client.Filters;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.RefusingEngine;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import dev.drydock.testing.TestImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The data of volumes in the image is what it was in the container, file by file. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class VolumeDataIT {
    /** Of each kind of file one, and some that tools stumble over. */
    private static final String ODDITIES = String.join(
            " && ",
            "cd /data",
            "mkdir -p empty deep/er",
            "echo hello >deep/er/file",
            "ln deep/er/file hard",
            "ln -s deep/er/file soft",
            "ln -s /nowhere dangling",
            "mkfifo pipe",
            "echo -n >nothing",
            "head -c 3000000 /dev/urandom >large",
            "dd if=/dev/zero of=sparse bs=1 count=1 seek=20000000 2>/dev/null",
            "echo x >'with space $and \"quotes\"'",
            "echo x >\"$(printf 'latin-\\351')\"",
            "echo x >日本",
            "echo x >$(printf '%0150d' 7)",
            "echo x >secret",
            "chown 1234:4321 secret deep",
            "chmod 4600 secret",
            "chmod 2751 deep",
            "touch -t 200102030405.06 secret deep/er",
            "chown -h 77:88 soft",
            "chown 55:66 .",
            "chmod 1750 .");

    /** As it is in the image: engines may change it when they fill a volume. */
    private static Instant time(Snapshot snapshot, String path) throws IOException {
        String id = TestEngine.CLIENT
                .containers()
                .create(ContainerSpec.of(snapshot.images().get(0).name().toString())
                        .build());
        try (ArchiveStream files = TestEngine.CLIENT.containers().export(id);
                TarArchiveInputStream tar = new TarArchiveInputStream(files)) {
            for (TarArchiveEntry each = tar.getNextEntry(); each != null; each = tar.getNextEntry()) {
                if (each.getName().equals(path)) {
                    return each.getLastModifiedTime().toInstant();
                }
            }
            throw new AssertionError("no " + path);
        } finally {
            TestEngine.CLIENT.containers().remove(id);
        }
    }

    /** Podman has one for both. */
    @ParameterizedTest
    @EnumSource(BuildSpec.Builder.class)
    void everyFileIsAsItWas(BuildSpec.Builder builder) throws IOException {
        try (Freezing freezing = new Freezing()) {
            String box = freezing.box("box", spec -> spec.volumes("/data"));
            Freezing.sh(box, ODDITIES);
            String before = Freezing.sh(box, Freezing.listing("/data"));
            assertThat(before).contains("1234:4321|4600", "fifo|", "2 6 ./hard", "soft -> deep/er/file", " 2d e9 00");

            Snapshot snapshot = freezing.take(builder);

            assertThat(snapshot.remarks()).isEmpty();
            assertThat(snapshot.consistent()).isTrue();
            assertThat(builderOf(snapshot)).isEqualTo(TestEngine.CLIENT.isPodman() ? "" : builder.name());
            try (Started again = Started.asleep(snapshot.images().get(0).name())) {
                assertThat(again.sh(Freezing.listing("/data"))).isEqualTo(before);
            }
            assertThat(time(snapshot, "data/deep/er/")).isEqualTo("2001-02-03T04:05:06Z");
        }
    }

    /** Only BuildKit says so, in the history. */
    private static String builderOf(Snapshot snapshot) {
        if (TestEngine.CLIENT.isPodman()) {
            return "";
        }
        return TestEngine.CLIENT.images().history(snapshot.images().get(0).imageId()).stream()
                        .anyMatch(each -> String.valueOf(each.comment()).startsWith("buildkit"))
                ? "BUILDKIT"
                : "CLASSIC";
    }

    /** As of an image without tar. */
    @Test
    void wherePodmanCannotReadThroughAContainerOnlyOwnersAreLost(@TempDir Path temporary) throws IOException {
        assumeTrue(TestEngine.CLIENT.isPodman(), "Docker tells owners itself");
        try (RefusingEngine engine =
                        new RefusingEngine(temporary.resolve("e.sock"), line -> line.contains("/attach?"), false);
                Freezing freezing = new Freezing(engine.client())) {
            String box = freezing.box("box", spec -> spec.volumes("/data"));
            Freezing.sh(box, "mkdir /data/deep; echo kept >/data/deep/file; chmod 750 /data; chown -R 5:6 /data");

            Snapshot snapshot = freezing.take(SnapshotOptions.DEFAULT);

            assertThat(snapshot.remarks()).singleElement().asString().contains("owners of the files at /data are lost");
            try (Started started = Started.asleep(snapshot.images().get(0).name())) {
                assertThat(started.sh("cat /data/deep/file; stat -c %a:%u /data"))
                        .isEqualTo("kept\n750:0\n");
            }
        }
    }

    /** Said with a status, such as engines have for what they don't know. */
    @Test
    void whereThereIsNoClassicBuilderTheOtherOneIsUsed(@TempDir Path temporary) throws IOException {
        assumeFalse(TestEngine.CLIENT.isPodman(), "Podman has one builder");
        try (RefusingEngine engine = new RefusingEngine(
                        temporary.resolve("e.sock"),
                        line -> line.contains("/build?") && line.contains("version=1"),
                        false,
                        400);
                Freezing freezing = new Freezing(engine.client())) {
            String box = freezing.box("box", spec -> spec.volumes("/data"));
            Freezing.sh(box, "echo kept >/data/file && chown 5:6 /data/file");

            Snapshot snapshot = freezing.take(SnapshotOptions.DEFAULT);
            // The same files, so that it is built on the first one's image.
            Snapshot again = freezing.take(SnapshotOptions.DEFAULT);

            for (Snapshot each : List.of(snapshot, again)) {
                assertThat(builderOf(each)).isEqualTo("BUILDKIT");
                try (Started started = Started.asleep(each.images().get(0).name())) {
                    assertThat(started.sh("cat /data/file; stat -c %u:%g /data/file"))
                            .isEqualTo("kept\n5:6\n");
                }
            }
        }
    }

    @Test
    void whatTheContainerHasRemovedFromItsVolumeDoesNotComeBack() throws IOException {
        String instructions = "RUN mkdir /data && echo seed >/data/seed && echo other >/data/other\nVOLUME /data";
        try (TestImage image = new TestImage("seeded-for-tests:1", Freezing.BOX, instructions);
                Freezing freezing = new Freezing()) {
            String box = freezing.start("box", image.toString(), spec -> spec.command("sleep", "600"), List.of());
            Freezing.sh(box, "rm /data/seed && echo new >/data/new");

            Snapshot snapshot = freezing.take(SnapshotOptions.DEFAULT);

            try (Started again = Started.asleep(snapshot.images().get(0).name())) {
                assertThat(again.sh("ls /data")).isEqualTo("new\nother\n");
            }
        }
    }

    @Test
    void aPathThroughSymbolicLinksIsFollowed() throws IOException {
        String instructions = "RUN mkdir -p /real/d && ln -s /real/d /vol && ln -s real /around";
        try (TestImage image = new TestImage("linked-for-tests:1", Freezing.BOX, instructions);
                Freezing freezing = new Freezing()) {
            String box = freezing.start(
                    "box",
                    image.toString(),
                    spec -> spec.command("sleep", "600").volumes("/vol", "/around/e"),
                    List.of());
            Freezing.sh(box, "echo a >/vol/a && echo b >/around/e/b && chown 5:6 /vol/. /around/e/b");

            Snapshot snapshot = freezing.take(SnapshotOptions.DEFAULT);

            assertThat(snapshot.remarks()).isEmpty();
            try (Started again = Started.asleep(snapshot.images().get(0).name())) {
                assertThat(again.sh("readlink /vol; readlink /around; stat -c '%u:%g %n' /real/d /real/d/a"
                                + " /real/e/b /vol/a"))
                        .isEqualTo("/real/d\nreal\n5:6 /real/d\n0:0 /real/d/a\n5:6 /real/e/b\n0:0 /vol/a\n");
            }
        }
    }

    @Test
    void aVolumeInAVolumeHasItsOwnData() {
        try (Freezing freezing = new Freezing()) {
            String box = freezing.box("box", spec -> spec.volumes("/data/inner", "/data"));
            Freezing.sh(box, "echo o >/data/outer && echo i >/data/inner/file && chown 7:8 /data/inner");

            Snapshot snapshot = freezing.take(SnapshotOptions.DEFAULT);

            try (Started again = Started.asleep(snapshot.images().get(0).name())) {
                assertThat(again.sh("cat /data/outer /data/inner/file; stat -c %u:%g /data/inner"))
                        .isEqualTo("o\ni\n7:8\n");
            }
        }
    }

    @Test
    void aSharedVolumeIsInTheFirstImageAlone() {
        String name = "shared-for-snapshot-tests";
        try (Freezing freezing = new Freezing()) {
            freezing.atEnd(() -> TestEngine.CLIENT.volumes().remove(name));
            String one = freezing.box("one", spec -> spec.binds(name + ":/mine"));
            freezing.box("two", spec -> spec.binds(name + ":/yours:ro"));
            Freezing.sh(one, "echo shared >/mine/file");

            Snapshot snapshot = freezing.take(SnapshotOptions.DEFAULT);

            assertThat(snapshot.image("one").orElseThrow().setup().volumes())
                    .containsExactly(new FrozenVolume(FrozenVolume.Kind.NAMED, name, "/mine", false, true));
            assertThat(snapshot.image("two").orElseThrow().setup().volumes())
                    .containsExactly(new FrozenVolume(FrozenVolume.Kind.NAMED, name, "/yours", true, false));
            try (Started again =
                            Started.asleep(snapshot.image("one").orElseThrow().name());
                    Started other =
                            Started.asleep(snapshot.image("two").orElseThrow().name())) {
                assertThat(again.sh("cat /mine/file")).isEqualTo("shared\n");
                assertThat(other.sh("ls -A /yours")).isEmpty();
            }
        }
    }

    @Test
    void oneThatHasEndedIsReadAsItIs() {
        try (Freezing freezing = new Freezing()) {
            String box = freezing.box("box", spec -> spec.volumes("/data"));
            Freezing.sh(box, "echo last >/data/words && chown 3:4 /data/words");
            TestEngine.CLIENT.containers().kill(box, "KILL");
            TestEngine.CLIENT.containers().waitUntilStopped(box);

            Snapshot snapshot = freezing.take(SnapshotOptions.DEFAULT);

            assertThat(snapshot.consistent()).isTrue();
            assertThat(snapshot.images().get(0).setup().running()).isFalse();
            try (Started again = Started.asleep(snapshot.images().get(0).name())) {
                assertThat(again.sh("cat /data/words; stat -c %u:%g /data/words"))
                        .isEqualTo("last\n3:4\n");
            }
        }
    }

    @Test
    void nothingIsLeftPausedAndNoHelperStays() {
        try (Freezing freezing = new Freezing()) {
            String box = freezing.box("box", spec -> spec.volumes("/data"));

            freezing.take(freezing.request().withHelpers("helper-of-volume-tests-", java.util.Map.of()));

            assertThat(TestEngine.CLIENT.containers().inspect(box).state().paused())
                    .isFalse();
            assertThat(TestEngine.CLIENT.containers().list(Filters.by("name", "helper-of-volume-tests-")))
                    .isEmpty();
        }
    }
}
