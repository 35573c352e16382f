package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder as the context of a build. */
class FolderContextTests {
    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Map<String, TarArchiveEntry> read(BuildContext context) throws IOException {
        return read(context.open());
    }

    private static Map<String, TarArchiveEntry> read(InputStream context) throws IOException {
        Map<String, TarArchiveEntry> members = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(context, "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(members.put(entry.getName(), entry))
                        .as("%s once", entry.getName())
                        .isNull();
            }
        }
        return members;
    }

    private static String text(InputStream context, String name) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(context, "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("No " + name);
    }

    @Test
    @Acceptance(value = "E-034", by = "images().build(spec, BuildContext.of(folder), progress)")
    void aFolderIsSentWithoutWhatItsDockerignoreExcludes() throws IOException {
        write("Dockerfile", "FROM scratch\n");
        write(".dockerignore", "*.log\ntarget\n!target/app.jar\n");
        write("build.log", "x");
        write("src/größe.txt", "x");
        write("target/app.jar", "x");
        write("target/classes/A.class", "x");

        assertThat(read(BuildContext.of(folder)))
                .containsOnlyKeys(".dockerignore", "Dockerfile", "src/", "src/größe.txt", "target/", "target/app.jar");
    }

    @Test
    @Acceptance(value = "E-035", by = "BuildContext.of(folder)")
    void dockerfileAndDockerignoreAreSentAlsoWhenExcluded() throws IOException {
        write("Dockerfile", "FROM scratch\n");
        write("docker/Dockerfile", "FROM scratch\n");
        write("docker/other", "x");
        write(".dockerignore", "*\n");

        assertThat(read(BuildContext.of(folder))).containsOnlyKeys(".dockerignore", "Dockerfile");
        assertThat(read(BuildContext.of(folder).open("./docker/Dockerfile").tar()))
                .containsOnlyKeys(".dockerignore", "docker/", "docker/Dockerfile");
    }

    @Test
    void theDockerignoreOfTheDockerfileIsTakenInPlaceOfTheOther() throws IOException {
        write("app.Dockerfile", "FROM scratch\n");
        write("app.Dockerfile.dockerignore", "b\n");
        write(".dockerignore", "a\n");
        write("a", "x");
        write("b", "x");

        assertThat(read(BuildContext.of(folder).open("app.Dockerfile").tar()))
                .containsKey("a")
                .doesNotContainKey("b");
    }

    @Test
    @Acceptance(value = "E-036", by = "BuildContext.of(folder)")
    void linksAreLinksAndPipesAndSocketsAreNotOpened() throws Exception {
        write("Dockerfile", "FROM scratch\n");
        write("folder/file", "x");
        Files.createSymbolicLink(folder.resolve("to-folder"), Path.of("folder"));
        Files.createSymbolicLink(folder.resolve("to-nothing"), Path.of("größe/../none"));
        Files.createSymbolicLink(folder.resolve("to-itself"), Path.of("to-itself"));
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));

            Map<String, TarArchiveEntry> members = read(BuildContext.of(folder));

            assertThat(members.keySet())
                    .containsExactly(
                            "Dockerfile", "folder/", "folder/file", "pipe", "to-folder", "to-itself", "to-nothing");
            assertThat(members.get("to-folder").isSymbolicLink()).isTrue();
            assertThat(members.get("to-folder").getLinkName()).isEqualTo("folder");
            assertThat(members.get("to-nothing").getLinkName()).isEqualTo("größe/../none");
            assertThat(members.get("pipe").isFIFO()).isTrue();
        }
    }

    @Test
    void modesAndTimesAreKeptAndOwnersAreNot() throws IOException {
        Path file = write("Dockerfile", "FROM scratch\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-02T03:04:05.678Z")));
        Files.setAttribute(write("setuid", "x"), "unix:mode", 04755);
        Files.setAttribute(write("data/x", "x").getParent(), "unix:mode", 01770);

        Map<String, TarArchiveEntry> members = read(BuildContext.of(folder));

        TarArchiveEntry sent = members.get("Dockerfile");
        assertThat(sent.getMode() & 07777).isEqualTo(0751);
        assertThat(sent.getModTime().toInstant()).isEqualTo(Instant.parse("2020-01-02T03:04:05Z"));
        assertThat(members.get("setuid").getMode() & 07777).isEqualTo(04755);
        assertThat(members.get("data/").getMode() & 07777).isEqualTo(01770);
        assertThat(members.values()).allSatisfy(each -> {
            assertThat(each.getLongUserId()).isZero();
            assertThat(each.getLongGroupId()).isZero();
            assertThat(each.getUserName()).isEmpty();
        });
    }

    @Test
    void aFileWithSeveralNamesIsSentOnce() throws IOException {
        write("Dockerfile", "FROM scratch\n");
        Path file = write("b/second", "x".repeat(1000));
        Files.createLink(folder.resolve("a"), file);

        Map<String, TarArchiveEntry> members = read(BuildContext.of(folder));

        assertThat(members.get("a").getSize()).isEqualTo(1000);
        assertThat(members.get("b/second").isLink()).isTrue();
        assertThat(members.get("b/second").getLinkName()).isEqualTo("a");
    }

    @Test
    void theSameFolderIsTheSameArchive() throws IOException {
        for (String name : List.of("Dockerfile", "b/1", "a.txt", "a/2", "B", "ä", "a-b")) {
            write(name, name);
        }

        byte[] once = BuildContext.of(folder).open().readAllBytes();

        assertThat(BuildContext.of(folder).open().readAllBytes()).isEqualTo(once);
        assertThat(read(BuildContext.of(folder)).keySet())
                .containsExactly("B", "Dockerfile", "a/", "a/2", "a-b", "a.txt", "b/", "b/1", "ä");
    }

    /** A sparse one: more than the eleven octal digits of a plain head can say. */
    @Test
    void aFileMayBeLargerThan8Gigabytes() throws IOException {
        long size = 9L * 1024 * 1024 * 1024 + 5;
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("A").toFile(), "rw")) {
            file.setLength(size);
        }
        write("Dockerfile", "FROM scratch\n");

        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(BuildContext.of(folder).open())) {
            assertThat(tar.getNextEntry().getSize()).isEqualTo(size);
        }
    }

    @Test
    void namesAndTargetsMayBeLong() throws IOException {
        write("Dockerfile", "FROM scratch\n");
        String name = "long-folder-name/".repeat(15) + "größe".repeat(30);
        write(name, "x");
        Files.createSymbolicLink(folder.resolve("z"), Path.of(name));

        Map<String, TarArchiveEntry> members = read(BuildContext.of(folder));

        assertThat(members).containsKey(name);
        assertThat(members.get("z").getLinkName()).isEqualTo(name);
    }

    @Test
    void whatIsAddedTakesThePlaceOfWhatIsInTheFolder() throws IOException {
        write("Dockerfile", "FROM scratch\n");
        write("app.properties", "real");
        BuildContext context = BuildContext.of(folder).add(".//app.properties", "test");

        assertThat(read(context)).containsOnlyKeys("Dockerfile", "app.properties");
        assertThat(text(context.open(), "app.properties")).isEqualTo("test");
    }

    /** So that the engine applies to what was sent what was applied here. */
    @Test
    void anEngineThatFiltersAgainIsToldWhatWasApplied() throws IOException {
        write("Dockerfile", "FROM scratch\n");
        write("Dockerfile.dockerignore", "b\n");
        write(".dockerignore", "a*\n");
        write("a", "x");
        BuildContext context = BuildContext.of(folder);

        assertThat(text(context.open(null, () -> true).tar(), ".dockerignore")).isEqualTo("b\n\n");
        assertThat(text(context.open(null, () -> false).tar(), ".dockerignore")).isEqualTo("a*\n");

        Files.delete(folder.resolve("Dockerfile.dockerignore"));
        assertThat(text(context.open(null, () -> true).tar(), ".dockerignore")).isEqualTo("a*\n");
        context.add("a[*]", "x").add("Dockerfile", "FROM scratch\n");
        assertThat(text(context.open(null, () -> true).tar(), ".dockerignore")).isEqualTo("a*\n\n!a\\[\\*]\n");
        assertThat(read(context.open(null, () -> true).tar())).containsKeys("a[*]", "Dockerfile");
    }

    @Test
    void aDockerfileFromElsewhereIsSentUnderAnotherNameAndExcluded() throws IOException {
        write("context/Dockerfile", "FROM wrong\n");
        write("context/.dockerignore", "a");
        Path other = write("other/Dockerfile", "FROM scratch\n");
        BuildContext context = BuildContext.of(folder.resolve("context")).dockerfile(other);

        BuildContext.Opened opened = context.open(null);

        String name = opened.dockerfile();
        assertThat(name).matches("\\.dockerfile\\.[0-9a-f]{20}");
        assertThat(text(opened.tar(), name)).isEqualTo("FROM scratch\n");
        assertThat(text(context.open(), ".dockerignore")).isEqualTo("a\n" + name + "\n");
        assertThat(text(context.open(), "Dockerfile")).isEqualTo("FROM wrong\n");
        assertThat(BuildContext.of(folder.resolve("context"))
                        .dockerfile("FROM scratch\n")
                        .open(null)
                        .dockerfile())
                .isEqualTo(name);
    }

    @Test
    void whatCanNotBeBuiltFromIsSaidAtOnce() throws IOException {
        Path file = write("none/file", "x");
        Path none = file.getParent();

        assertThatThrownBy(() -> BuildContext.of(file))
                .isInstanceOf(NotDirectoryException.class)
                .hasMessage("Cannot build from '" + file + "': it is no folder.");
        assertThatThrownBy(() -> BuildContext.of(none.resolve("x"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> BuildContext.of(none).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot build an image: there is no file 'Dockerfile' in " + none);
        assertThatThrownBy(() -> BuildContext.of(none).open("../Dockerfile"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is outside of the context " + none + ". Give it with BuildContext.dockerfile(");
        assertThatThrownBy(
                        () -> BuildContext.of(none).dockerfile("FROM scratch").open("other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the BuildSpec names 'other'");
        assertThatThrownBy(() -> new BuildContext().add(" ", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Timeout(20)
    void whatIsNoRegularFileIsNotRead() throws Exception {
        write("Dockerfile", "FROM scratch\n");
        Path pipe = folder.resolve(".dockerignore");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> BuildContext.of(folder).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot read '" + pipe + "' for a build: '" + pipe + "' is no regular file.");
        assertThatThrownBy(() -> new BuildContext().dockerfile(pipe))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot build with this Dockerfile: '" + pipe + "' is no regular file.");
        assertThatThrownBy(() -> new BuildContext().add("x", folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot add 'x' to a build context: '" + folder + "' is no regular file.");
    }

    @Test
    void aNameThatIsNotUtf8IsRefusedWhereItWouldBeSent() throws Exception {
        write("Dockerfile", "FROM scratch\n");
        // A locale may not know such a name either.
        String script = ": > \"$(printf 'f\\377')\"; : > \"$(printf 'f\\376')\"; : > \"$(printf 'f\\357\\277\\275')\"";
        assertThat(new ProcessBuilder("sh", "-c", script)
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isZero();

        assertThatThrownBy(() -> BuildContext.of(folder).open())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("f\ufffd': its name isn't UTF-8.");
        assertThatThrownBy(() -> FolderTar.of("copy it", folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot copy it: the name of '" + folder);
        write(".dockerignore", "f?\n");
        assertThat(read(BuildContext.of(folder))).containsOnlyKeys("Dockerfile", ".dockerignore");
    }

    /** Root may read almost everything; what it may not is below /proc. */
    @Test
    @Acceptance(value = "E-036", by = "BuildContext.of(folder)")
    void aFileThatCanNotBeReadIsNamedBeforeAnythingIsSent() throws IOException {
        write("Dockerfile", "FROM scratch\n");
        Path closed = write("data/secret", "x");
        Files.setPosixFilePermissions(closed, Set.of());
        boolean root = Files.isReadable(closed);
        BuildContext context = root ? BuildContext.of(Path.of("/proc/sys/net/ipv4/route")) : BuildContext.of(folder);
        String name = root ? "flush" : "data/secret";

        assertThatThrownBy(() -> context.dockerfile("FROM scratch").open())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot read '" + name + "' of the build context ")
                .hasMessageEndingWith(": permission denied. Make it readable, or exclude it in .dockerignore.");
    }
}
