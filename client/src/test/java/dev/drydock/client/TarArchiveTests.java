package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives are read by a library that knows the format well. */
class TarArchiveTests {
    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000, 999_999_999);

    private static TarAttributes attributes(int mode, int uid, int gid) {
        return TarAttributes.of(mode).withOwner(uid, gid).withTime(TIME);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
        return entry.getName() + " " + Integer.toOctalString(entry.getMode() & 07777) + " " + entry.getLongUserId()
                + ":"
                + entry.getLongGroupId() + " " + entry.getLastModifiedTime().toMillis() + " "
                + entry.getLinkName() + " " + new String(tar.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void membersComeAsTheyWent(@TempDir Path folder) throws IOException {
        String longName = "a/".repeat(100) + "ü".repeat(60);
        Path file = Files.writeString(folder.resolve("file"), "of this machine");
        TarArchive archive = new TarArchive()
                .folder("etc/", TarAttributes.of(01755))
                .file("etc/empty", new byte[0], attributes(0, 70, 71))
                .file("etc/ü", bytes("x".repeat(512)), attributes(04711, 999_999_999, 2_097_152))
                .file(longName, bytes("y".repeat(513)), attributes(0644, 1, 2))
                .file("copy", file, attributes(0600, 5, 6))
                .link("link", longName, attributes(0, 3, 4));

        try (TarArchiveInputStream tar = new TarArchiveInputStream(archive.open())) {
            assertThat(read(tar, tar.getNextEntry())).isEqualTo("etc/ 1755 0:0 0  ");
            assertThat(read(tar, tar.getNextEntry())).isEqualTo("etc/empty 0 70:71 1700000000000  ");
            assertThat(read(tar, tar.getNextEntry()))
                    .isEqualTo("etc/ü 4711 999999999:2097152 1700000000000  " + "x".repeat(512));
            assertThat(read(tar, tar.getNextEntry()))
                    .isEqualTo(longName + " 644 1:2 1700000000000  " + "y".repeat(513));
            assertThat(read(tar, tar.getNextEntry())).isEqualTo("copy 600 5:6 1700000000000  of this machine");
            TarArchiveEntry link = tar.getNextEntry();
            assertThat(link.isSymbolicLink()).isTrue();
            assertThat(read(tar, link)).isEqualTo("link 777 3:4 1700000000000 " + longName + " ");
            assertThat(tar.getNextEntry()).isNull();
        }
    }

    @Test
    void itCanBeReadTwice() throws IOException {
        TarArchive archive = new TarArchive().file("file", bytes("content"), TarAttributes.of(0644));

        try (InputStream one = archive.open();
                InputStream other = archive.open()) {
            assertThat(one.readAllBytes()).hasSize(4 * 512).isEqualTo(other.readAllBytes());
        }
    }

    @Test
    void namesOfEachLengthAreRight() throws IOException {
        for (int length = 98; length < 130; length++) {
            String name = "n".repeat(length);
            TarArchive archive = new TarArchive().file(name, bytes("z"), TarAttributes.of(0644));
            try (TarArchiveInputStream tar = new TarArchiveInputStream(archive.open())) {
                assertThat(tar.getNextEntry().getName()).isEqualTo(name);
            }
        }
    }

    @Test
    void aFileThatIsGoneIsAnError(@TempDir Path folder) throws IOException {
        TarArchive archive = new TarArchive().file("gone", folder.resolve("none"), TarAttributes.of(0644));

        try (InputStream tar = archive.open()) {
            assertThatThrownBy(tar::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessage("'gone' was removed before it was sent");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/etc/file", "../file", "etc/../file", "etc\0"})
    void namesThatLeadOutOrNowhereAreRefused(String name) {
        TarArchive archive = new TarArchive();

        assertThatThrownBy(() -> archive.folder(name, TarAttributes.of(0755)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot add '" + name + "' to an archive: ");
        assertThatThrownBy(() -> archive.link("link", "", TarAttributes.of(0777)))
                .hasMessageContaining("a link's target isn't empty");
    }

    @Test
    void attributesThatNoFileHasAreRefused() {
        assertThatThrownBy(() -> TarAttributes.of(010000)).hasMessageContaining("Not a file's mode: 4096");
        assertThatThrownBy(() -> TarAttributes.of(0644).withOwner(-1, 0)).hasMessageContaining("Not an owner: -1:0");
    }
}
