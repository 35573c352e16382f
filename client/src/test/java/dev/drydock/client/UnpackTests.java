package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that mean harm, and those that don't. What lies around the folder must be the same afterwards. */
class UnpackTests {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    @TempDir
    Path around;

    private Path folder;
    private Map<String, String> before;

    @BeforeEach
    void fill() throws IOException {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        folder = Files.createDirectory(around.resolve("folder"));
        Files.createDirectory(around.resolve("secret"));
        Files.writeString(around.resolve("secret/key"), "mine");
        Files.writeString(around.resolve("other"), "other");
        before = surroundings();
    }

    /** All around the folder: kind, content, mode, number of names. */
    private Map<String, String> surroundings() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(around)) {
            for (Path each : paths.filter(path -> !path.startsWith(folder)).toList()) {
                all.put(
                        each.toString(),
                        (Files.isRegularFile(each) ? Files.readString(each) : "folder")
                                + Files.getAttribute(each, "unix:mode")
                                + (Files.isRegularFile(each) ? Files.getAttribute(each, "unix:nlink") : ""));
            }
        }
        return all;
    }

    private void add(String name, byte kind, String linkOrContent) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
        byte[] content = kind == TarConstants.LF_NORMAL ? linkOrContent.getBytes(StandardCharsets.UTF_8) : new byte[0];
        entry.setSize(content.length);
        entry.setMode(0777);
        if (kind == TarConstants.LF_LINK || kind == TarConstants.LF_SYMLINK) {
            entry.setLinkName(linkOrContent);
        }
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private void file(String name, String content) throws IOException {
        add(name, TarConstants.LF_NORMAL, content);
    }

    private void unpack() throws IOException {
        tar.finish();
        Archives.unpack(new ByteArrayInputStream(bytes.toByteArray()), folder);
    }

    private void assertRefused(String entry) throws IOException {
        assertThatThrownBy(this::unpack)
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageContaining("the archive's entry '" + entry + "' is refused");
        assertThat(surroundings()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "./../evil", "..", "a/..", "../secret/key", "../folder/x"})
    void namesThatLeaveTheFolder(String name) throws IOException {
        file(name, "evil");

        assertRefused(name);
    }

    @Test
    void absoluteNames() throws IOException {
        String name = around.resolve("evil").toString();
        file(name, "evil");

        assertRefused(name);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "..", "/"})
    void namesThroughALinkOfTheArchive(String target) throws IOException {
        add("link", TarConstants.LF_SYMLINK, target.equals("/") ? around.toString() : target);
        file("link/key", "evil");

        assertRefused("link/key");
    }

    @Test
    void foldersThroughALinkOfTheArchive() throws IOException {
        add("link", TarConstants.LF_SYMLINK, "../secret");
        add("link/made/", TarConstants.LF_DIR, "");

        assertRefused("link/made/");
    }

    /** Its mode would be that of the link's target. */
    @Test
    void aFolderInThePlaceOfALink() throws IOException {
        add("link", TarConstants.LF_SYMLINK, "../secret");
        add("link/", TarConstants.LF_DIR, "");

        assertRefused("link/");
    }

    @Test
    void namesThroughALinkToALink() throws IOException {
        add("one", TarConstants.LF_SYMLINK, "two");
        add("two", TarConstants.LF_SYMLINK, "../secret");
        file("one/key", "evil");

        assertRefused("one/key");
    }

    @Test
    void namesThroughALinkThatWasThereBefore() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), around.resolve("secret"));
        file("link/key", "evil");

        assertRefused("link/key");
    }

    @Test
    void aFileInThePlaceOfALinkIsNotWrittenThroughIt() throws IOException {
        add("link", TarConstants.LF_SYMLINK, "../secret/key");
        file("link", "harmless");
        Files.createSymbolicLink(folder.resolve("old"), around.resolve("other"));
        file("old", "harmless");

        unpack();

        assertThat(surroundings()).isEqualTo(before);
        assertThat(folder.resolve("link")).isRegularFile().hasContent("harmless");
        assertThat(Files.isSymbolicLink(folder.resolve("link"))).isFalse();
        assertThat(folder.resolve("old")).hasContent("harmless");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret/key", "../other", "a/../../other", "missing", "folder-inside", "/other"})
    void hardLinksToAnythingButAFileInTheFolder(String target) throws IOException {
        add("folder-inside/", TarConstants.LF_DIR, "");
        add("hard", TarConstants.LF_LINK, target);
        file("hard", "evil");

        assertRefused("hard");
    }

    @Test
    void hardLinksThroughALink() throws IOException {
        add("link", TarConstants.LF_SYMLINK, "../secret");
        add("hard", TarConstants.LF_LINK, "link/key");
        file("hard", "evil");

        assertRefused("hard");
    }

    @Test
    void hardLinksToALink() throws IOException {
        add("link", TarConstants.LF_SYMLINK, "../other");
        add("hard", TarConstants.LF_LINK, "link");

        assertRefused("hard");
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO})
    void devicesAndPipes(byte kind) throws IOException {
        add("device", kind, "");

        assertRefused("device");
        assertThat(Files.exists(folder.resolve("device"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"file, file/below", "file, file/"})
    void whatIsAFileIsNoFolder(String first, String second) throws IOException {
        file(first, "x");
        add(second, second.endsWith("/") ? TarConstants.LF_DIR : TarConstants.LF_NORMAL, "y");

        assertRefused(second);
    }

    @Test
    void whatIsAFolderIsNoFile() throws IOException {
        add("a/", TarConstants.LF_DIR, "");
        file("a/b", "x");
        add("a", TarConstants.LF_SYMLINK, "../secret");

        assertRefused("a");
        assertThat(folder.resolve("a/b")).hasContent("x");
    }

    @Test
    void aProgramDoesNotBecomeItsOwners() throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry("program");
        entry.setMode(06755);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();

        unpack();

        assertThat((int) Files.getAttribute(folder.resolve("program"), "unix:mode") & 07777)
                .isEqualTo(0755);
    }

    @Test
    @Acceptance(value = "B-122", by = "Archives.unpack(tar, folder)")
    void whatIsHarmlessIsUnpacked() throws IOException {
        TarArchiveEntry closed = new TarArchiveEntry("./closed/");
        closed.setMode(0555);
        closed.setModTime(FileTime.fromMillis(1_500_000_000_000L));
        tar.putArchiveEntry(closed);
        tar.closeArchiveEntry();
        TarArchiveEntry entry = new TarArchiveEntry("./closed/größe");
        entry.setMode(0640);
        entry.setModTime(FileTime.fromMillis(1_600_000_000_000L));
        entry.setSize(1);
        tar.putArchiveEntry(entry);
        tar.write('x');
        tar.closeArchiveEntry();
        file("not/announced/..dots..", "dots");
        add("hard", TarConstants.LF_LINK, "./closed/größe");
        add("link", TarConstants.LF_SYMLINK, "closed/größe");
        add("away", TarConstants.LF_SYMLINK, "/no/such/place");
        file("not/announced/..dots..", "again");

        unpack();

        Path file = folder.resolve("closed/größe");
        assertThat(file).hasContent("x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(Files.getLastModifiedTime(file).toMillis()).isEqualTo(1_600_000_000_000L);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("closed"))))
                .isEqualTo("r-xr-xr-x");
        assertThat(Files.getLastModifiedTime(folder.resolve("closed")).toMillis())
                .isEqualTo(1_500_000_000_000L);
        assertThat(folder.resolve("not/announced/..dots..")).hasContent("again");
        assertThat(Files.isSameFile(folder.resolve("hard"), file)).isTrue();
        assertThat(Files.readSymbolicLink(folder.resolve("link"))).hasToString("closed/größe");
        assertThat(Files.readSymbolicLink(folder.resolve("away"))).hasToString("/no/such/place");
        assertThat(surroundings()).isEqualTo(before);
    }

    @Test
    void theFolderIsMadeButNotTheOneAboveIt() throws IOException {
        file("a", "x");
        tar.finish();

        Archives.unpack(new ByteArrayInputStream(bytes.toByteArray()), around.resolve("new"));

        assertThat(around.resolve("new/a")).hasContent("x");
        assertThatThrownBy(
                        () -> Archives.unpack(new ByteArrayInputStream(bytes.toByteArray()), around.resolve("no/such")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void halfAFileIsNotLeft() throws IOException {
        file("whole", "x");
        file("cut", "x".repeat(10_000));
        tar.finish();

        assertThatThrownBy(() -> Archives.unpack(new ByteArrayInputStream(bytes.toByteArray(), 0, 4_000), folder))
                .isInstanceOf(IOException.class);

        assertThat(folder.resolve("whole")).exists();
        assertThat(folder.resolve("cut")).doesNotExist();
    }

    @Test
    void aFileStaysUntilAllThatTakesItsPlaceHasCome() throws IOException {
        Files.writeString(folder.resolve("cut"), "mine");
        file("cut", "x".repeat(10_000));
        tar.finish();

        assertThatThrownBy(() -> Archives.unpack(new ByteArrayInputStream(bytes.toByteArray(), 0, 4_000), folder))
                .isInstanceOf(IOException.class);

        assertThat(folder).isDirectoryNotContaining(each -> !each.endsWith("cut"));
        assertThat(folder.resolve("cut")).hasContent("mine");
        Archives.unpack(new ByteArrayInputStream(bytes.toByteArray()), folder);
        assertThat(folder.resolve("cut")).hasContent("x".repeat(10_000));
    }

    @Test
    void aPipeThatWasThereBeforeStays() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        file("pipe", "x");

        assertRefused("pipe");
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    @Test
    void aLinkWithTheNameOfAFolderIsALink() throws IOException {
        file("file", "x");
        add("soft/", TarConstants.LF_SYMLINK, "file");
        add("hard/", TarConstants.LF_LINK, "file");

        unpack();

        assertThat(Files.readSymbolicLink(folder.resolve("soft"))).isEqualTo(Path.of("file"));
        assertThat(folder.resolve("hard")).hasContent("x");
    }

    /** They are read into memory. */
    @ParameterizedTest
    @ValueSource(
            bytes = {
                TarConstants.LF_GNUTYPE_LONGNAME,
                TarConstants.LF_GNUTYPE_LONGLINK,
                TarConstants.LF_PAX_EXTENDED_HEADER_LC
            })
    void theHeadOfAnEntryHasItsLimit(byte kind) throws IOException {
        byte[] content = ("2000000 path=" + "a".repeat(2_000_000 - 14) + "\n").getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry("head", kind, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        file("file", "x".repeat(2_000_000));

        assertThatThrownBy(this::unpack)
                .isInstanceOf(DockerProtocolException.class)
                .hasMessage("the head of an entry of the archive has more than a megabyte.");
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        assertThatThrownBy(() -> Archives.unpack(new ByteArrayInputStream(new byte[] {'x', 'x'}), folder))
                .isInstanceOf(DockerProtocolException.class)
                .hasMessage("This is no tar archive: it has 2 bytes.");
        byte[] noise = new byte[2000];
        Arrays.fill(noise, (byte) 'x');
        assertThatThrownBy(() -> Archives.unpack(new ByteArrayInputStream(noise), folder))
                .isInstanceOf(IOException.class);
    }
}
