package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of this machine's files is told to a container. */
final class FolderTarTests {
    @TempDir
    Path folder;

    @Test
    void programsDoNotRunAsTheirOwnerWhoIsRootThere() throws Exception {
        Path program = Files.writeString(folder.resolve("program"), "x");
        Files.setAttribute(program, "unix:mode", 06755);

        TarArchiveEntry entry = members("to").get("to/program");

        assertThat(entry.getMode() & 07777).isEqualTo(0755);
        assertThat(entry.getLongUserId()).isZero();
    }

    @Test
    void aFileWithTwoNamesIsSentOnce() throws Exception {
        Path one = Files.writeString(folder.resolve("one"), "content");
        Files.createLink(folder.resolve("two"), one);

        Map<String, TarArchiveEntry> members = members("to");

        assertThat(members).containsOnlyKeys("to/", "to/one", "to/two");
        assertThat(members.values())
                .filteredOn(TarArchiveEntry::isLink)
                .singleElement()
                .satisfies(link ->
                        assertThat(link.getLinkName()).isIn("to/one", "to/two").isNotEqualTo(link.getName()));
    }

    private Map<String, TarArchiveEntry> members(String as) throws IOException {
        Map<String, TarArchiveEntry> members = new LinkedHashMap<>();
        try (InputStream in = FolderTar.of("copy", folder).open(as);
                TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry each = tar.getNextEntry(); each != null; each = tar.getNextEntry()) {
                members.put(each.getName(), each);
            }
        }
        return members;
    }
}
