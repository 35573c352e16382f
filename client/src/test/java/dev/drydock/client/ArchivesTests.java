package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivesTests {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    ArchivesTests() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    private void add(TarArchiveEntry entry, String content) throws IOException {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        if (entry.isFile()) {
            entry.setSize(data.length);
        }
        tar.putArchiveEntry(entry);
        tar.write(data);
        tar.closeArchiveEntry();
    }

    private void addLink(String name, byte kind, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private List<TarArchiveEntry> rebase(String folder) throws IOException {
        tar.finish();
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        Archives.rebase(new ByteArrayInputStream(bytes.toByteArray()), copy, folder);
        List<TarArchiveEntry> all = new ArrayList<>();
        TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(copy.toByteArray()), "UTF-8");
        for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            all.add(entry);
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "a, data/a",
        "./a, data/a",
        "/a, data/a",
        "./a/./b, data/a/b",
        "a//b, data/a/b",
        "./größe, data/größe",
        "./.hidden, data/.hidden",
        "./..dots.., data/..dots..",
    })
    void namesAreBroughtToOneForm(String name, String rebased) throws IOException {
        add(new TarArchiveEntry(name, true), "x");

        assertThat(rebase("data")).extracting(TarArchiveEntry::getName).containsExactly(rebased);
    }

    @ParameterizedTest
    @ValueSource(strings = {"./", ".", "/", "./."})
    void theFolderItselfBecomesTheNewFolder(String name) throws IOException {
        TarArchiveEntry root = new TarArchiveEntry(name, TarConstants.LF_DIR, true);
        root.setMode(01777);
        root.setIds(56, 78);
        add(root, "");

        assertThat(rebase("data")).singleElement().satisfies(entry -> {
            assertThat(entry.getName()).isEqualTo("data/");
            assertThat(entry.isDirectory()).isTrue();
            assertThat(entry.getMode() & 07777).isEqualTo(01777);
            assertThat(entry.getLongUserId()).isEqualTo(56);
            assertThat(entry.getLongGroupId()).isEqualTo(78);
        });
    }

    /** Podman's archives of a folder's content have no entry for the folder. */
    @Test
    void anArchiveMayLackTheFolderItself() throws IOException {
        add(new TarArchiveEntry("a"), "x");
        add(new TarArchiveEntry("b/"), "");

        assertThat(rebase("new/data"))
                .extracting(TarArchiveEntry::getName)
                .containsExactly("new/data/a", "new/data/b/");
    }

    @Test
    void ownersModesAndTimesAreKept() throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry("a");
        entry.setIds(70, 3_000_000);
        entry.setUserName("postgres");
        entry.setGroupName("postgres");
        entry.setMode(0104711);
        entry.setModTime(FileTime.fromMillis(1_600_000_000_000L));
        add(entry, "x");

        assertThat(rebase("data")).singleElement().satisfies(copy -> {
            assertThat(copy.getLongUserId()).isEqualTo(70);
            assertThat(copy.getLongGroupId()).isEqualTo(3_000_000);
            assertThat(copy.getUserName()).isEqualTo("postgres");
            assertThat(copy.getGroupName()).isEqualTo("postgres");
            assertThat(copy.getMode() & 07777).isEqualTo(04711);
            assertThat(copy.getLastModifiedTime()).isEqualTo(FileTime.fromMillis(1_600_000_000_000L));
        });
    }

    @Test
    void symbolicLinksPointWhereTheyPointed() throws IOException {
        addLink("./l", TarConstants.LF_SYMLINK, "../outside/x");
        addLink("./m", TarConstants.LF_SYMLINK, "/etc/passwd");

        assertThat(rebase("data"))
                .extracting(TarArchiveEntry::getLinkName)
                .containsExactly("../outside/x", "/etc/passwd");
    }

    @Test
    void hardLinksMoveWithTheirTargets() throws IOException {
        add(new TarArchiveEntry("./a"), "x");
        addLink("./h", TarConstants.LF_LINK, "./a");
        addLink("./i", TarConstants.LF_LINK, "/a");

        assertThat(rebase("data"))
                .filteredOn(TarArchiveEntry::isLink)
                .extracting(TarArchiveEntry::getLinkName)
                .containsExactly("data/a", "data/a");
    }

    @Test
    void namesAndTargetsMayBeLong() throws IOException {
        String name = "folder/".repeat(40) + "file";
        add(new TarArchiveEntry(name), "x");
        addLink("h", TarConstants.LF_LINK, name);
        addLink("s", TarConstants.LF_SYMLINK, name);

        List<TarArchiveEntry> copy = rebase("data");

        assertThat(copy).extracting(TarArchiveEntry::getName).containsExactly("data/" + name, "data/h", "data/s");
        assertThat(copy).extracting(TarArchiveEntry::getLinkName).containsExactly("", "data/" + name, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../a", "a/../../b", "a/..", "/../a"})
    void whatLeavesTheFolderIsRefused(String name) throws IOException {
        add(new TarArchiveEntry(name, true), "x");

        assertThatThrownBy(() -> rebase("data"))
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageContaining("leaves its folder");
    }

    @Test
    void aHardLinkThatLeavesTheFolderIsRefused() throws IOException {
        addLink("h", TarConstants.LF_LINK, "../../etc/shadow");

        assertThatThrownBy(() -> rebase("data")).isInstanceOf(DockerProtocolException.class);
    }

    @Test
    void theContentIsCountedAndTheInputReadToItsEnd() throws IOException {
        add(new TarArchiveEntry("a"), "x".repeat(1000));
        add(new TarArchiveEntry("b/"), "");
        add(new TarArchiveEntry("c"), "größe");
        tar.finish();
        bytes.write(new byte[100_000]);
        ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());

        assertThat(Archives.rebase(in, new ByteArrayOutputStream(), "data")).isEqualTo(1007);
        assertThat(in.available()).isZero();
    }

    @Test
    void anArchiveThatIsCutIsAnError() throws IOException {
        add(new TarArchiveEntry("a"), "x".repeat(10_000));
        tar.finish();
        ByteArrayInputStream cut = new ByteArrayInputStream(bytes.toByteArray(), 0, 5000);

        assertThatThrownBy(() -> Archives.rebase(cut, new ByteArrayOutputStream(), "data"))
                .isInstanceOf(IOException.class);
    }

    /** Found by fuzzing, where the archives are in the corpus. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sparse                 | sparse file
            mode-minus-one         | can't be copied: mode '-1'
            device-number-negative | can't be copied: its owner or device number is negative
            """)
    void whatNoEngineSendsIsRefusedWithAReason(String file, String reason) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("fuzz/TarFuzzInputs/rebase/" + file)) {
            assertThatThrownBy(() -> Archives.rebase(in, new ByteArrayOutputStream(), "data"))
                    .isInstanceOfAny(IOException.class, DockerProtocolException.class)
                    .hasMessageContaining(reason);
        }
    }

    @Test
    void entriesAreReadOneByOne() throws IOException {
        TarArchiveEntry file = new TarArchiveEntry("./folder/file");
        file.setMode(0104755);
        file.setIds(70_000, 7);
        file.setLastModifiedTime(FileTime.fromMillis(1_000_000));
        add(new TarArchiveEntry("/folder/"), "");
        add(file, "content");
        addLink("folder/same", TarConstants.LF_LINK, "./folder/file");
        addLink("folder/link", TarConstants.LF_SYMLINK, "../elsewhere");
        tar.putArchiveEntry(new TarArchiveEntry("folder/pipe", TarConstants.LF_FIFO));
        tar.closeArchiveEntry();
        tar.finish();
        List<ArchiveEntry> entries = new ArrayList<>();
        List<String> contents = new ArrayList<>();

        Archives.read(new ByteArrayInputStream(bytes.toByteArray()), (entry, content) -> {
            entries.add(entry);
            contents.add(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            content.close();
        });

        assertThat(contents).containsExactly("", "content", "", "", "");
        assertThat(entries)
                .extracting(ArchiveEntry::name)
                .containsExactly("folder", "folder/file", "folder/same", "folder/link", "folder/pipe");
        assertThat(entries)
                .extracting(ArchiveEntry::kind)
                .containsExactly(
                        ArchiveEntry.Kind.FOLDER,
                        ArchiveEntry.Kind.FILE,
                        ArchiveEntry.Kind.HARD_LINK,
                        ArchiveEntry.Kind.SYMLINK,
                        ArchiveEntry.Kind.SPECIAL);
        assertThat(entries).extracting(ArchiveEntry::link).containsExactly("", "", "folder/file", "../elsewhere", "");
        ArchiveEntry read = entries.get(1);
        assertThat(List.of(read.mode(), read.uid(), read.gid(), read.size())).containsExactly(04755, 70_000L, 7L, 7L);
        assertThat(read.modified().toEpochMilli()).isEqualTo(1_000_000);
    }

    @Test
    void nameThatLeavesTheFolderIsNotRead() throws IOException {
        add(new TarArchiveEntry("a/../../b"), "");
        tar.finish();

        assertThatThrownBy(() -> Archives.read(new ByteArrayInputStream(bytes.toByteArray()), (entry, content) -> {}))
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageContaining("leaves its folder");
    }
}
