package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.client.DockerClient;
import dev.drydock.client.ImageReference;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Shell;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import dev.drydock.testing.TestImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots to folders and back. */
@ExtendWith(LeakCheck.class)
class SnapshotExportIT {
    private static final String SECRET = "very-secret-7141";

    private final DockerClient client = TestEngine.CLIENT;
    private final Snapshots snapshots = new Snapshots(client);

    @TempDir
    private Path temporary;

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> madeForAWhile(String id) {
        return client.images().list(dev.drydock.client.Filters.byLabel(SnapshotLabels.ID, id)).stream()
                .flatMap(each -> each.repoTags().stream())
                .filter(each -> each.contains("dryx"))
                .toList();
    }

    @Test
    void theSetComesBackAsItWas() throws IOException {
        Path folder = temporary.resolve("new/exported");
        try (StoredSet set = StoredSet.of("ENV PLAIN=value", "db", "web")) {
            Snapshot before = set.snapshot();
            List<Long> written = new ArrayList<>();
            snapshots.export(before, folder, false, written::add);

            assertThat(files(folder)).contains("images.tar", "snapshot.json");
            assertThat(files(temporary.resolve("new"))).containsExactly("exported");
            assertThat(written).isSorted().last().isEqualTo(Files.size(folder.resolve("images.tar")));
            // One archive for all, so that what they share is in it once.
            assertThat(Files.size(folder.resolve("images.tar")))
                    .isLessThan(2 * client.images().inspect("busybox:1.36").size());
            set.remove();
            assertThat(set.isGone()).isTrue();

            List<Long> read = new ArrayList<>();
            Snapshot after = snapshots.importFrom(folder, read::add);

            assertThat(read).isSorted().last().isEqualTo(Files.size(folder.resolve("images.tar")));
            assertThat(after).isEqualTo(before);
            assertThat(after.images()).extracting(Snapshot.Image::container).containsExactlyInAnyOrder("db", "web");
            try (Started container = Started.asleep(set.names.get(0))) {
                assertThat(container.sh("wc -c </data/db; echo $PLAIN")).isEqualTo(StoredSet.BYTES + "\nvalue\n");
            }
            List<Long> again = new ArrayList<>();
            assertThat(snapshots.importFrom(folder, again::add)).isEqualTo(after);
            assertThat(again).as("it is there already").isEmpty();
        }
    }

    @Test
    void theArchiveAloneWillDo() throws IOException {
        Path folder = temporary.resolve("exported");
        try (StoredSet set = StoredSet.of("", "db")) {
            snapshots.export(set.snapshot(), folder, false, bytes -> {});
            set.remove();
            Path alone = Files.copy(folder.resolve("images.tar"), temporary.resolve("mail.tar"));

            assertThat(snapshots.importFrom(alone, bytes -> {}).id()).isEqualTo(set.id);
            set.remove();
            assertThat(snapshots
                            .importFrom(folder.resolve("images.tar"), bytes -> {})
                            .id())
                    .isEqualTo(set.id);
        }
    }

    @Test
    void secretsAreNowhereInTheArchiveButElsewhereAllIsTheSame() throws IOException {
        Path folder = temporary.resolve("exported");
        try (StoredSet set = StoredSet.of("CMD [\"sleep\", \"600\"]", "web", "db");
                TestImage base = new TestImage("drydock-test/secret:" + set.id, "busybox:1.36", "ENV A=b")) {
            // As a commit does it: the variable is in the config, and in no step of the history.
            ImageReference db = set.names.get(1);
            String container = client.containers()
                    .create(dev.drydock.client.ContainerSpec.of(db.toString())
                            .env("DB_PASSWORD", SECRET)
                            .env("MY_OWN", SECRET + "-too")
                            .env("PLAIN", "value")
                            .build());
            try {
                client.containers()
                        .commit(container, dev.drydock.client.CommitSpec.of(db).build());
            } finally {
                client.containers().remove(container);
            }
            assertThat(base.toString()).isNotEmpty();

            snapshots.export(
                    set.snapshot(), folder, name -> name.equals("DB_PASSWORD") || name.equals("MY_OWN"), bytes -> {});

            assertThat(holds(folder.resolve("images.tar"), SECRET)).isFalse();
            assertThat(holds(folder.resolve("images.tar"), "dryx")).isFalse();
            assertThat(Files.readString(folder.resolve("snapshot.json")))
                    .contains("\"DB_PASSWORD\"", "\"MY_OWN\"")
                    .doesNotContain(SECRET);
            assertThat(madeForAWhile(set.id)).isEmpty();
            assertThat(client.images().inspect(db.toString()).config().env("DB_PASSWORD"))
                    .as("here it is unchanged")
                    .isEqualTo(SECRET);
            set.remove();

            Snapshot after = snapshots.importFrom(folder, bytes -> {});

            assertThat(after.images()).extracting(Snapshot.Image::name).containsExactlyInAnyOrderElementsOf(set.names);
            var config = client.images().inspect(db.toString()).config();
            assertThat(config.env("DB_PASSWORD")).isEmpty();
            assertThat(config.env("MY_OWN")).isEmpty();
            assertThat(config.env("PLAIN")).isEqualTo("value");
            assertThat(config.cmd()).containsExactly("sleep", "600");
            assertThat(config.labels()).containsEntry(SnapshotLabels.STRIPPED, "DB_PASSWORD,MY_OWN");
            assertThat(client.images()
                            .inspect(set.names.get(0).toString())
                            .config()
                            .labels())
                    .as("had none")
                    .doesNotContainKey(SnapshotLabels.STRIPPED);
        }
    }

    @Test
    void byDefaultWhatLooksSecretIsTakenOut() throws IOException {
        Path stripped = temporary.resolve("stripped");
        Path whole = temporary.resolve("whole");
        try (StoredSet set = StoredSet.of("ENV API_TOKEN=" + SECRET, "db")) {
            snapshots.export(set.snapshot(), stripped, true, bytes -> {});
            snapshots.export(set.snapshot(), whole, false, bytes -> {});

            assertThat(Files.readString(stripped.resolve("snapshot.json"))).contains("\"API_TOKEN\"");
            assertThat(holds(whole.resolve("images.tar"), SECRET)).isTrue();
        }
    }

    private static boolean holds(Path file, String text) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(text);
        }
    }

    @Test
    void aFolderWithFilesIsLeftAlone() throws IOException {
        Path mine = Files.writeString(temporary.resolve("mine"), "mine");
        try (StoredSet set = StoredSet.of("", "db")) {
            assertThatThrownBy(() -> snapshots.export(set.snapshot(), temporary, false, bytes -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining(temporary.toString())
                    .hasMessageContaining("there are files in it already");
            assertThatThrownBy(() -> snapshots.export(set.snapshot(), mine, false, bytes -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("that is a file already");
            assertThat(files(temporary)).containsExactly("mine");
            Path empty = Files.createDirectory(temporary.resolve("empty"));
            snapshots.export(set.snapshot(), empty, false, bytes -> {});
            assertThat(files(empty)).containsExactly("images.tar", "snapshot.json");
        }
    }

    @Test
    void whenItFailsHalfwayNothingIsLeft() throws IOException {
        Path folder = temporary.resolve("exported");
        try (StoredSet set = StoredSet.of("ENV PASSWORD=x", "db")) {
            Snapshot snapshot = set.snapshot();
            assertThatThrownBy(() -> snapshots.export(snapshot, folder, true, bytes -> {
                        if (bytes > 500_000) {
                            throw new IllegalStateException("enough");
                        }
                    }))
                    .hasMessage("enough");
            assertThat(files(temporary)).isEmpty();
            assertThat(madeForAWhile(set.id)).isEmpty();
            set.remove();
            assertThatThrownBy(() -> snapshots.export(snapshot, folder, false, bytes -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("couldn't be exported");
            assertThat(files(temporary)).isEmpty();
        }
    }

    @Test
    void onAFullDiskNothingIsLeft() throws IOException {
        Path small = Files.createDirectory(temporary.resolve("small"));
        assumeTrue(
                Shell.run("mount -t tmpfs -o size=1m tmpfs '" + small + "'", "").exitCode() == 0,
                "this user can't mount a small file system");
        try (StoredSet set = StoredSet.of("", "db")) {
            assertThatThrownBy(() -> snapshots.export(set.snapshot(), small.resolve("exported"), false, bytes -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("No space left on device");
            assertThat(files(small)).isEmpty();
        } finally {
            assertThat(Shell.run("umount '" + small + "'", "").exitCode()).isZero();
        }
    }

    @Test
    void whatIsNoSnapshotIsRefused() throws IOException {
        assertThatThrownBy(() -> snapshots.importFrom(temporary, bytes -> {}))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("it has no files snapshot.json and images.tar");
        assertThatThrownBy(() -> snapshots.importFrom(temporary.resolve("none"), bytes -> {}))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("there is no such folder or file");
        Path text = Files.writeString(temporary.resolve("text"), "text ".repeat(1000));
        assertThatThrownBy(() -> snapshots.importFrom(text, bytes -> {}))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("isn't a tar archive");
    }

    /** An engine would take it, and the tests of the next day would run on it. */
    @Test
    void imagesWithOtherNamesAreNotLoaded() throws IOException {
        try (TestImage theirs = new TestImage("drydock-test/theirs:1", "busybox:1.36", "ENV A=b")) {
            Path file = temporary.resolve("theirs.tar");
            try (InputStream in = client.images().save(theirs.toString())) {
                Files.copy(in, file);
            }
            client.images().remove(theirs.toString(), false);

            assertThatThrownBy(() -> snapshots.importFrom(file, bytes -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("drydock-test/theirs:1', which isn't one of a snapshot")
                    .hasMessageContaining("docker load");
            assertThat(StoredSet.has(theirs.toString())).isFalse();
            client.images().tag("busybox:1.36", ImageReference.parse(theirs.toString()));
        }
    }

    @Test
    void aDamagedArchiveIsRefused() throws IOException {
        Path folder = temporary.resolve("exported");
        try (StoredSet set = StoredSet.of("", "db")) {
            snapshots.export(set.snapshot(), folder, false, bytes -> {});
            set.remove();
            Path archive = folder.resolve("images.tar");
            byte[] bytes = Files.readAllBytes(archive);
            bytes[bytes.length / 2] ^= 1;
            Files.write(archive, bytes);

            assertThatThrownBy(() -> snapshots.importFrom(folder, count -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("its digest is another");
            assertThat(set.isGone()).isTrue();
        }
    }

    @Test
    void oneOfALaterVersionIsRefused() throws IOException {
        Path folder = temporary.resolve("exported");
        try (StoredSet set = StoredSet.of("", "db")) {
            snapshots.export(set.snapshot(), folder, false, bytes -> {});
            Path file = folder.resolve("snapshot.json");
            Files.writeString(
                    file, Files.readString(file).replace("\"format\" : 1", "\"format\" : 2, \"more\" : true"));

            assertThatThrownBy(() -> snapshots.importFrom(folder, count -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("later version of Drydock (format 2");
            Files.writeString(file, "{");
            assertThatThrownBy(() -> snapshots.importFrom(folder, count -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("snapshot.json can't be read");
        }
    }

    /** Names alone don't make a snapshot: what was loaded goes again. */
    @Test
    void imagesWithoutItsLabelsAreRemovedAgain() throws IOException {
        String id = SnapshotNames.id(java.time.Instant.now());
        ImageReference name = SnapshotNames.image("Stored.set", "db", id);
        Path file = temporary.resolve("fake.tar");
        try (TestImage fake = new TestImage(name.toString(), "busybox:1.36", "ENV FAKE=" + id)) {
            try (InputStream in = client.images().save(fake.toString())) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        assertThat(StoredSet.has(name.toString())).isFalse();

        assertThatThrownBy(() -> snapshots.importFrom(file, bytes -> {}))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("aren't a complete snapshot " + id);
        assertThat(StoredSet.has(name.toString())).isFalse();
    }
}
