package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.BuildContext;
import dev.drydock.client.TarArchive;
import dev.drydock.client.TarAttributes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence in each layout in which engines save an image, and in those that mean harm. */
class EvidenceReaderTests {
    @TempDir
    private Path folder;

    private Path layer(boolean compressed) throws IOException {
        Path layer = folder.resolve("layer");
        try (InputStream tar = new BuildContext()
                        .add("db/log.txt", "a line\n")
                        .add("failure.txt", "why\n")
                        .open();
                OutputStream out = compressed
                        ? new GZIPOutputStream(Files.newOutputStream(layer))
                        : Files.newOutputStream(layer)) {
            tar.transferTo(out);
        }
        return layer;
    }

    private static void check(BuildContext image) throws IOException {
        try (InputStream saved = image.open()) {
            Evidence evidence = EvidenceReader.read(saved);
            assertThat(evidence.files()).containsExactly("db/log.txt", "failure.txt");
            assertThat(evidence.text("db/log.txt")).hasValue("a line\n");
            assertThat(evidence.text("none")).isEmpty();
        }
    }

    @Test
    void dockersLayout() throws IOException {
        check(new BuildContext()
                .add("manifest.json", "[{\"Layers\": [\"abc/layer.tar\"]}]")
                .add("abc/layer.tar", layer(false)));
    }

    @Test
    void dockersLayoutCompressed() throws IOException {
        check(new BuildContext()
                .add("manifest.json", "[{\"Layers\": [\"blobs/sha256/abc\"]}]")
                .add("blobs/sha256/abc", layer(true)));
    }

    @Test
    void layoutOfOciWithAnIndexInTheIndex() throws IOException {
        check(new BuildContext()
                .add("index.json", "{\"manifests\": [{\"digest\": \"sha256:1\"}]}")
                .add("blobs/sha256/1", "{\"manifests\": [{\"digest\": \"sha256:2\"}]}")
                .add("blobs/sha256/2", "{\"layers\": [{\"digest\": \"sha256:3\"}]}")
                .add("blobs/sha256/3", layer(true)));
    }

    @Test
    void manyLayersAreRefused() throws IOException {
        String layers = "\"abc\",".repeat(20) + "\"abc\"";
        refused(
                new BuildContext()
                        .add("manifest.json", "[{\"Layers\": [" + layers + "]}]")
                        .add("abc", layer(false)),
                "21 layers");
    }

    @Test
    void smallLayersThatBecomeLargeTogetherAreRefused() throws IOException {
        Path zeros = folder.resolve("zeros");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zeros))) {
            // A file of 40 MiB; the padding behind it is read, too.
            byte[] head = new byte[512];
            try (InputStream tar = new BuildContext().add("a", "x").open()) {
                tar.readNBytes(head, 0, 512);
            }
            System.arraycopy("00240000000".getBytes(StandardCharsets.US_ASCII), 0, head, 124, 11);
            Arrays.fill(head, 148, 156, (byte) ' ');
            int sum = 0;
            for (byte each : head) {
                sum += each & 0xff;
            }
            System.arraycopy(String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII), 0, head, 148, 8);
            out.write(head);
            for (int i = 0; i < 41; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        String layers = "\"abc\",".repeat(19) + "\"abc\"";
        refused(
                new BuildContext()
                        .add("manifest.json", "[{\"Layers\": [" + layers + "]}]")
                        .add("abc", zeros),
                "more than 536870912 bytes");
    }

    @Test
    void moreThanEvidenceHasIsRefused() throws IOException {
        Path large = folder.resolve("large");
        Files.write(large, new byte[33 << 20]);
        Path layer = folder.resolve("both");
        try (InputStream tar =
                        new BuildContext().add("a", large).add("b", large).open();
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(layer))) {
            tar.transferTo(out);
        }
        refused(
                new BuildContext()
                        .add("manifest.json", "[{\"Layers\": [\"abc\"]}]")
                        .add("abc", layer),
                "larger, files");
    }

    /** One who isn't root can't even look into such a folder, though it is the own one. */
    @Test
    void nothingStaysOfFoldersThatMayNotBeEntered() throws IOException {
        TarAttributes closed = TarAttributes.of(0);
        Path layer = folder.resolve("layer");
        try (InputStream tar = new TarArchive()
                        .folder("db", closed)
                        .folder("db/inner", closed)
                        .file("db/inner/log.txt", "a line\n".getBytes(StandardCharsets.UTF_8), TarAttributes.of(0644))
                        .open();
                OutputStream out = Files.newOutputStream(layer)) {
            tar.transferTo(out);
        }
        Set<Path> before = temporary();
        try (InputStream saved = new BuildContext()
                .add("manifest.json", "[{\"Layers\": [\"abc\"]}]")
                .add("abc", layer)
                .open()) {
            assertThat(EvidenceReader.read(saved).text("db/inner/log.txt")).hasValue("a line\n");
        }
        assertThat(temporary()).isSubsetOf(before);
    }

    private static Set<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(each -> each.getFileName().toString().startsWith("drydock-evidence"))
                    .collect(Collectors.toSet());
        }
    }

    private static void refused(BuildContext image, String why) throws IOException {
        try (InputStream saved = image.open()) {
            assertThatThrownBy(() -> EvidenceReader.read(saved))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(why);
        }
    }

    @Test
    void layerOutsideOfTheImageIsRefused() throws IOException {
        BuildContext image =
                new BuildContext().add("manifest.json", "[{\"Layers\": [\"../../../../../../../../etc/hostname\"]}]");
        try (InputStream saved = image.open()) {
            assertThatThrownBy(() -> EvidenceReader.read(saved))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("leads out of the image");
        }
    }
}
