package dev.drydock.junit.internal.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.junit.internal.start.TarStream.Member;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

/** Archives are read by a library that knows the format well. */
class TarStreamTests {
    private static Member file(String name, int mode, int uid, int gid, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return Member.file(name, mode, uid, gid, 1_700_000_000, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    private static String read(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
        return entry.getName() + " " + Integer.toOctalString(entry.getMode() & 07777) + " " + entry.getLongUserId()
                + ":"
                + entry.getLongGroupId() + " " + entry.getLastModifiedTime().toMillis() / 1000 + " "
                + entry.getLinkName() + " " + new String(tar.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void membersComeAsTheyWent() throws IOException {
        String longName = "a/".repeat(100) + "ü".repeat(60);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(TarStream.of(List.of(
                Member.folder("etc", 01755, 0, 0, 5),
                file("etc/empty", 0, 70, 71, ""),
                file("etc/ü", 04711, 999_999_999, 2_097_152, "x".repeat(512)),
                file(longName, 0644, 1, 2, "y".repeat(513)),
                Member.link("link", longName, 3, 4, 6))))) {
            assertThat(read(tar, tar.getNextEntry())).isEqualTo("etc/ 1755 0:0 5  ");
            assertThat(read(tar, tar.getNextEntry())).isEqualTo("etc/empty 0 70:71 1700000000  ");
            assertThat(read(tar, tar.getNextEntry()))
                    .isEqualTo("etc/ü 4711 999999999:2097152 1700000000  " + "x".repeat(512));
            assertThat(read(tar, tar.getNextEntry())).isEqualTo(longName + " 644 1:2 1700000000  " + "y".repeat(513));
            TarArchiveEntry link = tar.getNextEntry();
            assertThat(link.isSymbolicLink()).isTrue();
            assertThat(read(tar, link)).isEqualTo("link 777 3:4 6 " + longName + " ");
            assertThat(tar.getNextEntry()).isNull();
        }
    }

    @Test
    void lengthsThatCountTheirOwnDigitsAreRight() throws IOException {
        for (int length = 101; length < 130; length++) {
            String name = "n".repeat(length);
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(TarStream.of(List.of(file(name, 0644, 0, 0, "z"))))) {
                assertThat(tar.getNextEntry().getName()).isEqualTo(name);
            }
        }
    }

    @Test
    void aFileThatBecomesShorterIsAnError() throws IOException {
        Member cut = Member.file("cut", 0644, 0, 0, 0, 10, () -> new ByteArrayInputStream(new byte[9]));
        try (InputStream tar = TarStream.of(List.of(cut))) {
            assertThatThrownBy(tar::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessage("/cut became shorter while it was copied");
        }
    }

    @Test
    void aFileThatBecomesLongerIsCut() throws IOException {
        Member grown = Member.file(
                "grown", 0644, 0, 0, 0, 2, () -> new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8)));
        try (TarArchiveInputStream tar = new TarArchiveInputStream(TarStream.of(List.of(grown)))) {
            assertThat(read(tar, tar.getNextEntry())).endsWith(" ab");
        }
    }
}
