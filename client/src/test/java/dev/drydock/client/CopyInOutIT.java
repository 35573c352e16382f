package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.FileStat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders between this machine and containers. */
class CopyInOutIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Containers containers = engine.containers();

    @TempDir
    Path here;

    private String shell(String container, String script) {
        return engine.client().exec().run(container, "sh", "-c", script).stdoutText();
    }

    /** A folder with all that is to be kept. */
    private Path tree() {
        try {
            Path tree = Files.createDirectories(here.resolve("tree/below")).getParent();
            Files.writeString(tree.resolve("a"), "one\n");
            Files.writeString(tree.resolve("below/größe"), "two\n");
            Files.createSymbolicLink(tree.resolve("link"), Path.of("below/größe"));
            Files.createSymbolicLink(tree.resolve("dangling"), Path.of("/no/such"));
            Files.setPosixFilePermissions(tree.resolve("a"), PosixFilePermissions.fromString("rwxr-x---"));
            Files.setPosixFilePermissions(tree.resolve("below"), PosixFilePermissions.fromString("rwx-----x"));
            Files.setLastModifiedTime(tree.resolve("a"), FileTime.fromMillis(1_500_000_000_000L));
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertTree(Path copy) throws IOException {
        assertThat(copy.resolve("a")).hasContent("one\n");
        assertThat(copy.resolve("below/größe")).hasContent("two\n");
        assertThat(Files.readSymbolicLink(copy.resolve("link"))).hasToString("below/größe");
        assertThat(Files.readSymbolicLink(copy.resolve("dangling"))).hasToString("/no/such");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.resolve("a"))))
                .isEqualTo("rwxr-x---");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.resolve("below"))))
                .isEqualTo("rwx-----x");
        assertThat(Files.getLastModifiedTime(copy.resolve("a")).toMillis()).isEqualTo(1_500_000_000_000L);
    }

    @Test
    void theNameOfAFileMayHaveALineBreak() throws IOException {
        String id = engine.run("sh", "-c", "mkdir /d && echo four >\"$(printf '/d/a\\nb')\"");

        assertThat(containers.stat(id, "/d/a\nb").size()).isEqualTo(5);
        try (ArchiveStream archive = containers.archive(id, "/d/a\nb")) {
            assertThat(archive.stat().name()).isEqualTo("a\nb");
        }
    }

    @Test
    @Acceptance(value = "B-121", by = "containers().stat(id, path)")
    void whatLiesInAContainerCanBeLookedAt() {
        String id = engine.run(
                "sh", "-c", "mkdir /d && chmod 1777 /d && echo four >/d/f && chmod 4640 /d/f && ln -s f /d/l");

        FileStat file = containers.stat(id, "/d/f");
        assertThat(file.name()).isEqualTo("f");
        assertThat(file.size()).isEqualTo(5);
        assertThat(file.isRegularFile()).isTrue();
        assertThat(file.permissions()).isEqualTo(04640);
        assertThat(file.linkTarget()).isNull();
        assertThat(file.modifiedAt())
                .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));

        FileStat folder = containers.stat(id, "/d");
        assertThat(folder.isDirectory()).isTrue();
        assertThat(folder.isSymlink()).isFalse();
        assertThat(folder.permissions()).isEqualTo(01777);

        FileStat link = containers.stat(id, "/d/l");
        assertThat(link.isSymlink()).isTrue();
        assertThat(link.isDirectory()).isFalse();
        assertThat(link.isRegularFile()).isFalse();
        assertThat(link.linkTarget()).isEqualTo("/d/f");

        assertThatThrownBy(() -> containers.stat(id, "/no/such"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Cannot look at '/no/such' in container '" + id + "': ");
        assertThatThrownBy(() -> containers.stat(engine.name("none"), "/")).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Acceptance(
            value = "B-122",
            by = "containers().archive(id, path), whose stat() is that of containers().stat(id, path)")
    void anArchiveSaysWhatItIsOf() throws Exception {
        String id = engine.run("sh", "-c", "echo four >/f");

        try (ArchiveStream archive = containers.archive(id, "/f")) {
            assertThat(archive.stat()).isEqualTo(containers.stat(id, "/f"));
            assertThat(archive.readNBytes(517)).endsWith('f', 'o', 'u', 'r', '\n');
        }
    }

    @Test
    @Acceptance(value = "B-123", by = "containers().unpack(id, folder, tar, options)")
    void aFileOnlyTakesAFoldersPlaceWhenThatIsNotForbidden() throws Exception {
        String id = engine.run("sh", "-c", "mkdir -p /t/x");

        assertThatThrownBy(() -> containers.unpack(
                        id,
                        "/t",
                        new BuildContext().add("x", "file").open(),
                        UnpackOptions.DEFAULT.withNoOverwriteDirNonDir()))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageStartingWith("Cannot copy into '/t' of container '" + id + "': ");
        assertThat(containers.stat(id, "/t/x").isDirectory()).isTrue();

        containers.unpack(id, "/t", new BuildContext().add("x", "file").open());
        assertThat(containers.stat(id, "/t/x").isRegularFile()).isTrue();
    }

    @Test
    @Acceptance(value = "B-123", by = "UnpackOptions.withCopyUIDGID()")
    void filesCanBelongToTheContainersUser() throws Exception {
        String id = engine.start(engine.busybox("sleep", "1000").option("User", "root"));
        TarArchiveEntry entry = new TarArchiveEntry("x");
        entry.setIds(12, 34);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }

        containers.unpack(id, "/tmp", new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(shell(id, "stat -c %u:%g /tmp/x")).isEqualTo("12:34\n");
        containers.unpack(
                id, "/tmp", new ByteArrayInputStream(bytes.toByteArray()), UnpackOptions.DEFAULT.withCopyUIDGID());

        assertThat(shell(id, "stat -c %u:%g /tmp/x")).isEqualTo("0:0\n");
    }

    @Test
    @Acceptance(value = "D-031", by = "containers().unpack(id, folder, tar.gz), which gives nothing back")
    void anArchiveMayBeCompressed() throws Exception {
        String id = engine.create(engine.busybox("cat", "/tmp/x"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            new BuildContext().add("x", "unpacked").open().transferTo(gzip);
        }

        containers.unpack(id, "/tmp", new ByteArrayInputStream(bytes.toByteArray()));

        containers.start(id);
        assertThat(engine.output(id)).isEqualTo("unpacked");
    }

    @Test
    void aFolderGoesInAndComesOutAsItWas() throws Exception {
        String id = engine.sleeping();

        containers.copyIn(id, tree(), "/copy");

        assertThat(shell(
                        id, "cd /copy && find . | sort | xargs stat -c '%n %a %u:%g' && stat -c %Y a && readlink link"))
                .isEqualTo("""
                    . %s 0:0
                    ./a 750 0:0
                    ./below 701 0:0
                    ./below/größe %s 0:0
                    ./dangling 777 0:0
                    ./link 777 0:0
                    1500000000
                    below/größe
                    """.formatted(mode(here.resolve("tree")), mode(here.resolve("tree/below/größe"))));
        containers.copyOut(id, "/copy", here.resolve("back"));
        assertTree(here.resolve("back"));
        assertThat(mode(here.resolve("back"))).isEqualTo(mode(here.resolve("tree")));
    }

    private static String mode(Path path) throws IOException {
        return Integer.toOctalString((int) Files.getAttribute(path, "unix:mode") & 0777);
    }

    @Test
    void whatLiesInAFolderThatIsThereHasItsOwnName() throws Exception {
        Path tree = tree();
        String id = engine.run("sh", "-c", "mkdir /in /real && ln -s /real /alias");

        containers.copyIn(id, tree, "/in");
        containers.copyIn(id, tree.resolve("a"), "/in/");
        containers.copyIn(id, tree.resolve("a"), "/alias");
        assertThat(containers.stat(id, "/in/tree/below/größe").size()).isEqualTo(4);
        assertThat(containers.stat(id, "/in/a").size()).isEqualTo(4);
        assertThat(containers.stat(id, "/real/a").size()).isEqualTo(4);

        Path out = Files.createDirectory(here.resolve("out"));
        containers.copyOut(id, "/in/tree", out);
        containers.copyOut(id, "/in/tree/", out);
        containers.copyOut(id, "/in/a", out);
        assertTree(out.resolve("tree"));
        assertThat(out.resolve("a")).hasContent("one\n");
        Path content = Files.createDirectory(here.resolve("content"));
        containers.copyOut(id, "/in/tree/.", content);
        assertTree(content);
    }

    @Test
    void aFileTakesThePlaceOfAFile() throws Exception {
        String id = engine.run("sh", "-c", "echo old >/file; mkdir /folder");
        Path file = Files.writeString(here.resolve("file"), "new");

        containers.copyIn(id, file, "/file");
        containers.copyIn(id, file, "/other");
        Files.writeString(file, "older");
        containers.copyOut(id, "/file", file);
        assertThat(file).hasContent("new");
        containers.copyOut(id, "/other", here.resolve("fresh"));
        assertThat(here.resolve("fresh")).hasContent("new");

        assertThatThrownBy(() -> containers.copyIn(id, tree(), "/file"))
                .isInstanceOf(DockerException.class)
                .hasMessageEndingWith("a folder can't take the place of a file.");
        assertThatThrownBy(() -> containers.copyIn(id, file, "/nowhere/"))
                .isInstanceOf(DockerException.class)
                .hasMessageEndingWith("there is no such folder in the container.");
        assertThatThrownBy(() -> containers.copyIn(id, file, "/no/where"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Cannot copy '" + file + "' to '/no/where' in container '" + id + "': ");
        assertThatThrownBy(() -> containers.copyOut(id, "/folder", file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + file + "' is a file");
        assertThatThrownBy(() -> containers.copyOut(id, "/file", here.resolve("no/where")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no folder '" + here.resolve("no") + "' here");
        assertThatThrownBy(() -> containers.copyOut(id, "/none", here.resolve("none")))
                .isInstanceOf(NotFoundException.class);
        assertThat(here.resolve("none")).doesNotExist();
    }

    /** Of a link that is named itself, Docker would send the link and Podman what it leads to. */
    @Test
    void aLinkThatIsNamedIsFollowed() throws Exception {
        String id =
                engine.run("sh", "-c", "mkdir /real; echo x >/real/file; ln -s real /alias; ln -s real/file /short");
        Path out = Files.createDirectory(here.resolve("out"));

        containers.copyOut(id, "/short", out);
        containers.copyOut(id, "/alias", out);

        assertThat(Files.isSymbolicLink(out.resolve("short"))).isFalse();
        assertThat(out.resolve("short")).hasContent("x\n");
        assertThat(out.resolve("alias/file")).hasContent("x\n");
    }

    @Test
    void aPipeHereStaysAPipe() throws Exception {
        String id = engine.create(engine.busybox("true"));
        Path pipe = here.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> containers.copyOut(id, "/etc/passwd", pipe))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("'" + pipe + "' is no regular file.");
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    @Test
    void aDeviceOfAContainerIsNotMadeHere() throws Exception {
        String id = engine.run("sh", "-c", "mkdir /d && echo x >/d/a && mkfifo /d/pipe");

        assertThatThrownBy(() -> containers.copyOut(id, "/d", here.resolve("d")))
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageStartingWith("Cannot copy '/d' out of container '" + id + "' to '")
                .hasMessageContaining("pipe")
                .hasMessageContaining("is neither a file, a folder nor a link");
    }

    @Test
    void whatCannotBeSentIsFoundBeforeTheEngineHasAnyOfIt() throws Exception {
        String id = engine.create(engine.busybox("true"));
        Path tree = tree();
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(tree.resolve("socket")));

            assertThatThrownBy(() -> containers.copyIn(id, tree, "/copy"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + tree.resolve("socket") + "' is neither a file");
        }
        assertThatThrownBy(() -> containers.copyIn(id, here.resolve("none"), "/copy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("there is no such file or folder here.");
        assertThatThrownBy(() -> containers.stat(id, "/copy")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void largeFilesComeWholeBothWays() throws Exception {
        byte[] bytes = new byte[20_000_123];
        new Random(3).nextBytes(bytes);
        Path file = Files.write(here.resolve("big"), bytes);
        String id = engine.create(engine.busybox("true"));

        containers.copyIn(id, file, "/tmp");
        containers.copyOut(id, "/tmp/big", here.resolve("back"));

        assertThat(Files.mismatch(file, here.resolve("back"))).isEqualTo(-1);
    }
}
