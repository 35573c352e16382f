package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.DockerClient;
import dev.drydock.client.Filters;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a set that is started again has of folders of the machine, of memory, of ports and of secrets. */
@ExtendWith(LeakCheck.class)
@Tag("long")
class RestoredStateIT {
    private static final DockerClient CLIENT = TestEngine.CLIENT;
    private static final SnapshotOptions ALL = new SnapshotOptions(true, true, true, false, false, List.of());
    private static final Map<String, String> LABEL = Map.of("restored-state-it", "1");

    private final Snapshots snapshots = new Snapshots(CLIENT);

    @TempDir
    private Path temporary;

    private static String only(RestoredSet set) {
        assertThat(set.containers()).hasSize(1);
        return set.containers().get(0).id();
    }

    private static List<String> left() {
        Filters filters = Filters.byLabel("restored-state-it", "1");
        List<String> all = new ArrayList<>();
        CLIENT.containers().list(filters).forEach(each -> all.add("container " + each.names()));
        CLIENT.networks().list(filters).forEach(each -> all.add("network " + each.name()));
        CLIENT.volumes().list(filters).forEach(each -> all.add("volume " + each.name()));
        return all;
    }

    /** A folder and a file of the machine, and memory, with files of other owners. */
    private void fill(String box) {
        Freezing.sh(
                box,
                "echo remembered >/memory/file && chown 6:7 /memory/file && chmod 640 /memory/file"
                        + " && mkdir /memory/deep && chmod 2750 /memory/deep && chown 8:9 /memory && chmod 1771 /memory");
        Freezing.sh(box, "chown 4:5 /bound/file && chmod 604 /bound/file && chown 2:3 /bound && chmod 1751 /bound");
        Freezing.sh(box, "chown 12:13 /etc/single && chmod 606 /etc/single");
    }

    private static final String LOOK = "cd / && cat memory/file bound/file etc/single"
            + " && stat -c '%n %u:%g %a' memory memory/file memory/deep bound bound/file etc/single";

    private static final String SEEN = """
            remembered
            bound
            single
            memory 8:9 1771
            memory/file 6:7 640
            memory/deep 0:0 2750
            bound 2:3 1751
            bound/file 4:5 604
            etc/single 12:13 606
            """;

    private Path bound() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("bound"));
        Files.writeString(folder.resolve("file"), "bound\n");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }

    private Path single() throws IOException {
        return Files.writeString(temporary.resolve("single"), "single\n");
    }

    @Test
    void foldersOfTheMachineAndMemoryComeBackWithOwnersAndModes() throws IOException {
        Path bound = bound();
        Path single = single();
        try (Freezing freezing = new Freezing()) {
            String box = freezing.box(
                    "box",
                    spec -> spec.binds(bound + ":/bound", single + ":/etc/single")
                            .tmpfs("/memory", "size=1m"));
            fill(box);
            Snapshot taken = freezing.take(ALL);
            assertThat(taken.remarks()).isEmpty();
            Files.writeString(bound.resolve("file"), "of today\n");
            Snapshot snapshot = snapshots.find(taken.id()).orElseThrow();

            try (RestoredSet set = snapshots.restore(snapshot, RestoreOptions.DEFAULT.withLabels(LABEL))) {
                assertThat(Freezing.sh(only(set), LOOK)).isEqualTo(SEEN);
                assertThat(set.remarks()).isEmpty();
                // Its own now: the machine's isn't written to.
                Freezing.sh(only(set), "echo changed >/bound/file; echo changed >/memory/file");
                assertThat(Files.readString(bound.resolve("file"))).isEqualTo("of today\n");
            }
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void whereTheOwnFilesCantBeWrittenToMemoryStillCan() throws IOException {
        Path bound = bound();
        Path single = single();
        try (Freezing freezing = new Freezing()) {
            String box = freezing.box(
                    "box",
                    spec -> spec.binds(bound + ":/bound", single + ":/etc/single")
                            .tmpfs("/memory", "size=1m")
                            .readOnly(true));
            fill(box);
            Snapshot snapshot = snapshots.find(freezing.take(ALL).id()).orElseThrow();

            try (RestoredSet set = snapshots.restore(snapshot, RestoreOptions.DEFAULT.withLabels(LABEL))) {
                assertThat(Freezing.sh(only(set), LOOK)).isEqualTo(SEEN);
                assertThat(Freezing.sh(only(set), "echo more >>/memory/file; cat /memory/file"))
                        .isEqualTo("remembered\nmore\n");
                assertThat(set.remarks())
                        .containsExactly(
                                "container 'box' could write to /bound, which is now one of its own files: these can't be"
                                        + " written to",
                                "container 'box' could write to /etc/single, which is now one of its own files: these"
                                        + " can't be written to");
            }
        }
        assertThat(left()).isEmpty();
    }

    /** One that was declared with a port of the machine's, which it still holds. */
    @Test
    void aFixedPortThatIsTakenBecomesAFreeOne() throws IOException {
        int fixed = free();
        try (Freezing freezing = new Freezing()) {
            freezing.start(
                    "web",
                    Freezing.BOX,
                    spec -> spec.command("httpd", "-f", "-p", "80", "-h", "/etc")
                            .publish(80, "127.0.0.1", fixed),
                    List.of());
            Snapshot snapshot =
                    snapshots.find(freezing.take(SnapshotOptions.DEFAULT).id()).orElseThrow();

            try (RestoredSet set = snapshots.restore(snapshot, RestoreOptions.DEFAULT.withLabels(LABEL))) {
                String at = String.valueOf(set.containers().get(0).ports().get("80/tcp"));
                assertThat(at).startsWith("127.0.0.1:").doesNotEndWith(":" + fixed);
                assertThat(Freezing.sh(only(set), "wget -q -O - http://127.0.0.1/hostname"))
                        .isNotEmpty();
            }
            assertThatThrownBy(() -> snapshots.restore(
                            snapshot, RestoreOptions.DEFAULT.withLabels(LABEL).withHostPort("web", "80/tcp", fixed)))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageStartingWith("Snapshot " + snapshot.id() + " can't be started again: ")
                    .hasMessageContaining(String.valueOf(fixed))
                    .hasMessageEndingWith("Name another port of this machine, or none for a free one.");
            assertThat(left()).isEmpty();
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static final String SECRET = "very-secret-8253";

    /** By its name, and as part of an address; and of the same names in no container that is started. */
    @Test
    void whatWasTakenOutOnTheWayMustBeGiven() throws IOException {
        Path folder = temporary.resolve("exported");
        try (Freezing freezing = new Freezing()) {
            freezing.box(
                    "box",
                    spec -> spec.env("API_TOKEN", SECRET)
                            .env("DATABASE_URL", "postgres://joe:" + SECRET + "@db:5432/shop?a=\"$b\"")
                            .env("PLAIN", "http://db:5432/x"));
            freezing.box("other", spec -> spec.env("PLAIN", "too"));
            Snapshot taken = freezing.take(SnapshotOptions.DEFAULT);
            snapshots.export(taken, folder, true, bytes -> {});
            snapshots.remove(taken);
            assertThat(Files.readString(folder.resolve("images.tar"), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain(SECRET);
            Snapshot came = snapshots.importFrom(folder, bytes -> {});
            RestoreOptions options = RestoreOptions.DEFAULT.withLabels(LABEL);

            assertThat(snapshots.stripped(came.image("box").orElseThrow()))
                    .containsExactly("API_TOKEN", "DATABASE_URL");
            assertThat(CLIENT.images()
                            .inspect(came.image("box").orElseThrow().name().toString())
                            .config()
                            .env("DATABASE_URL"))
                    .isEqualTo("postgres://joe:***@db:5432/shop?a=\"$b\"");
            assertThatThrownBy(() -> snapshots.restore(came, options))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessage(
                            "Snapshot " + came.id() + " can't be started again: values of environment variables were"
                                    + " taken out of it, and must be given again: box/API_TOKEN, box/DATABASE_URL");
            assertThatThrownBy(() -> snapshots.restore(came, options.withEnv("box", "API_TOKEN", "again")))
                    .hasMessageEndingWith("must be given again: box/DATABASE_URL");
            assertThat(left()).isEmpty();
            RestoreOptions given =
                    options.withEnv("box", "API_TOKEN", "again").withEnv("box", "DATABASE_URL", "postgres://other");
            try (RestoredSet set = snapshots.restore(came, given)) {
                String box = set.containers().get(0).id();
                assertThat(Freezing.sh(box, "echo $API_TOKEN $DATABASE_URL $PLAIN"))
                        .isEqualTo("again postgres://other http://db:5432/x\n");
            }
            try (RestoredSet set = snapshots.restore(came, options.withContainers(List.of("other")))) {
                assertThat(Freezing.sh(only(set), "echo $PLAIN")).isEqualTo("too\n");
            }
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void whatIsNotTakenOutStays() throws IOException {
        Path folder = temporary.resolve("exported");
        try (Freezing freezing = new Freezing()) {
            freezing.box("box", spec -> spec.env("DATABASE_URL", "postgres://joe:" + SECRET + "@db/shop"));
            Snapshot taken = freezing.take(SnapshotOptions.DEFAULT);
            snapshots.export(taken, folder, false, bytes -> {});
            snapshots.remove(taken);

            Snapshot came = snapshots.importFrom(folder, bytes -> {});

            try (RestoredSet set = snapshots.restore(came, RestoreOptions.DEFAULT.withLabels(LABEL))) {
                assertThat(Freezing.sh(only(set), "echo $DATABASE_URL"))
                        .isEqualTo("postgres://joe:" + SECRET + "@db/shop\n");
            }
        }
    }
}
