package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildContextTests {
    @TempDir
    Path folder;

    private static Map<String, byte[]> read(BuildContext context) throws IOException {
        return read(context.open());
    }

    private static Map<String, byte[]> read(InputStream context) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(context, "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.isFile()).isTrue();
                assertThat(entry.getMode() & 0777).isEqualTo(0644);
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        return files;
    }

    @Test
    void filesComeInOrderWithTheirContent() throws IOException {
        byte[] large = new byte[200_001];
        new Random(3).nextBytes(large);
        Path file = Files.write(folder.resolve("large"), large);

        Map<String, byte[]> files = read(new BuildContext()
                .add("Dockerfile", "FROM größer\n")
                .add("empty", "")
                .add("block", "x".repeat(512))
                .add("a/b/large", file)
                .add("last", "z"));

        assertThat(files.keySet()).containsExactly("Dockerfile", "empty", "block", "a/b/large", "last");
        assertThat(files.get("Dockerfile")).isEqualTo("FROM größer\n".getBytes(StandardCharsets.UTF_8));
        assertThat(files.get("empty")).isEmpty();
        assertThat(files.get("block")).hasSize(512);
        assertThat(files.get("a/b/large")).isEqualTo(large);
        assertThat(files.get("last")).containsExactly('z');
    }

    @Test
    void namesMayBeLongAndForeign() throws IOException {
        String name = "folder/".repeat(30) + "größe-🐳";

        assertThat(read(new BuildContext().add(name, "x").add("after", "y"))).containsOnlyKeys(name, "after");
    }

    @Test
    void eachOpeningBeginsAnew() throws IOException {
        BuildContext context = new BuildContext().add("a", "b");

        assertThat(read(context)).containsOnlyKeys("a");
        assertThat(read(context)).containsOnlyKeys("a");
    }

    @Test
    void anEmptyContextIsAnArchiveToo() throws IOException {
        assertThat(read(new BuildContext())).isEmpty();
        assertThat(new BuildContext().open().readAllBytes()).hasSize(1024);
    }

    @Test
    void itIsMadeOfWholeBlocks() throws IOException {
        assertThat(new BuildContext().add("a", "b").open().readAllBytes().length % 512)
                .isZero();
    }

    @Test
    void bytesCanBeReadOneByOne() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = new BuildContext().add("a", "größer").open()) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                bytes.write(next);
            }
        }

        assertThat(read(new ByteArrayInputStream(bytes.toByteArray())).get("a"))
                .asString()
                .isEqualTo("größer");
    }

    /** As it is read: a part of the file is out, and so is the size that its head says. */
    @ParameterizedTest
    @CsvSource({"1, became shorter while it was sent", "2000000, became longer while it was sent"})
    void aFileThatChangesWhileItIsSentIsAnError(int newSize, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x".repeat(1_000_000));

        for (BuildContext context : List.of(new BuildContext().add("data/file", file), withDockerfile())) {
            try (InputStream in = context.open()) {
                in.readNBytes(100_000);
                Files.writeString(file, "x".repeat(newSize));
                assertThatThrownBy(() -> in.transferTo(OutputStream.nullOutputStream()))
                        .isInstanceOf(IOException.class)
                        .hasMessageEndingWith("file' " + message);
            }
            Files.writeString(file, "x".repeat(1_000_000));
        }
    }

    private BuildContext withDockerfile() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");
        return BuildContext.of(folder);
    }

    @Test
    void aFileThatIsRemovedBeforeItIsSentIsAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        try (InputStream in = withDockerfile().open()) {
            Files.delete(file);
            assertThatThrownBy(() -> in.transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("'file' was removed before it was sent");
        }
    }

    @Test
    void aFileThatIsNotThereIsMissedAtOnce() {
        assertThatThrownBy(() -> new BuildContext().add("x", folder.resolve("none")))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
    }

    @Test
    void closingEarlyClosesTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x".repeat(100_000));
        InputStream in = new BuildContext().add("file", file).open();
        assertThat(in.readNBytes(600)).hasSize(600);

        in.close();

        assertThat(in.read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"./a/b", "a//b", "a/./b", "a/b"})
    void aNameHasOneForm(String name) throws IOException {
        assertThat(read(new BuildContext().add("a/b", "1").add(name, "2"))).containsOnlyKeys("a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x/", "x/.", ".", "./"})
    void theNameOfAFolderIsRefused(String name) {
        assertThatThrownBy(() -> new BuildContext().add(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Cannot add '" + name + "' to a build context: this is the name of a folder. Add its files.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "a/../x", ".."})
    void aNameThatLeavesTheContextIsRefused(String name) {
        assertThatThrownBy(() -> new BuildContext().add(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot add '" + name + "' to a build context: ");
    }
}
