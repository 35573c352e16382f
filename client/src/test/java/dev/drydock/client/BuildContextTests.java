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
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void aFileThatBecomesShorterIsAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x".repeat(1000));
        BuildContext context = new BuildContext().add("data/file", file);
        Files.writeString(file, "x");

        try (InputStream in = context.open()) {
            assertThatThrownBy(() -> in.transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("'data/file' became shorter while it was sent");
        }
    }

    @Test
    void aFileThatBecomesLongerIsCut() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "abc");
        BuildContext context = new BuildContext().add("file", file).add("after", "y");
        Files.writeString(file, "abcdef");

        // In reads that want more than the file had.
        Map<String, byte[]> files = read(new ByteArrayInputStream(context.open().readAllBytes()));

        assertThat(files.get("file")).asString().isEqualTo("abc");
        assertThat(files).containsOnlyKeys("file", "after");
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
}
