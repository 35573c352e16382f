package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives from elsewhere are looked through before an engine gets them. */
class ImageArchiveTests {
    private static final String MANIFEST = "[{\"Config\":\"c.json\",\"RepoTags\":[\"drydock/a/db:1\"],\"Layers\":[]}]";

    /** An archive in the making. */
    private static final class Tar {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

        Tar() {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        }

        Tar file(String name, String content) throws IOException {
            TarArchiveEntry entry = new TarArchiveEntry(name, true);
            byte[] data = content.getBytes(StandardCharsets.UTF_8);
            entry.setSize(data.length);
            entry.setModTime(0);
            tar.putArchiveEntry(entry);
            tar.write(data);
            tar.closeArchiveEntry();
            return this;
        }

        Tar link(String name, byte type, String to) throws IOException {
            TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
            entry.setLinkName(to);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
            return this;
        }

        byte[] bytes() throws IOException {
            tar.close();
            return bytes.toByteArray();
        }
    }

    private static Set<String> names(byte[] archive) throws IOException {
        return ImageArchive.copy(new ByteArrayInputStream(archive), OutputStream.nullOutputStream(), text -> text);
    }

    @Test
    void allNamesAreFound() throws IOException {
        byte[] archive = new Tar()
                .file("layer/layer.tar", "x".repeat(3000))
                .file("./manifest.json", MANIFEST)
                .file("repositories", "{\"somebody/else\":{\"2\":\"layer\"}}")
                .file(
                        "index.json",
                        "{\"manifests\":[{\"annotations\":{\"io.containerd.image.name\":\"docker.io/x/y:3\","
                                + "\"org.opencontainers.image.ref.name\":\"3\"}}]}")
                .bytes();

        assertThat(names(archive)).containsExactly("3", "docker.io/x/y:3", "drydock/a/db:1", "somebody/else:2");
    }

    @Test
    void aCopyHasTheNewNamesAndNothingElseIsChanged() throws IOException {
        String longName = "folder/".repeat(30) + "layer.tar";
        byte[] archive = new Tar()
                .file(longName, "dryx001/a")
                .file("manifest.json", MANIFEST.replace("drydock/", "dryx001/"))
                .bytes();
        byte[] expected = new Tar()
                .file(longName, "dryx001/a")
                .file("manifest.json", MANIFEST)
                .bytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Set<String> names =
                ImageArchive.copy(new ByteArrayInputStream(archive), out, text -> text.replace("dryx001/", "drydock/"));

        assertThat(names).containsExactly("drydock/a/db:1");
        assertThat(out.toByteArray()).isEqualTo(expected);
    }

    @Test
    void whatLeadsOutIsRefused() throws IOException {
        refused(new Tar().file("../evil", "x").file("manifest.json", MANIFEST), "leads out of it");
        refused(new Tar().file("/etc/evil", "x").file("manifest.json", MANIFEST), "leads out of it");
        refused(new Tar().file("a/../../" + "evil/".repeat(30) + "x", "x"), "leads out of it");
        refused(new Tar().link("a/link", TarConstants.LF_SYMLINK, "../../etc/passwd"), "'a/link' in it leads out");
        refused(new Tar().link("link", TarConstants.LF_SYMLINK, "/etc/passwd"), "leads out of it");
        refused(new Tar().link("link", TarConstants.LF_LINK, "../x"), "leads out of it");
    }

    @Test
    void linksWithinAreUsual() throws IOException {
        byte[] archive = new Tar()
                .link("b/layer.tar", TarConstants.LF_SYMLINK, "../a/layer.tar")
                .file("manifest.json", MANIFEST)
                .bytes();

        assertThat(names(archive)).containsExactly("drydock/a/db:1");
    }

    @Test
    void namesThatCouldBeReadInTwoWaysAreRefused() throws IOException {
        refused(
                new Tar().file("manifest.json", MANIFEST).file("./manifest.json", "[]"),
                "manifest.json in it is a link, or is there twice");
        refused(new Tar().link("manifest.json", TarConstants.LF_SYMLINK, "other.json"), "is a link");
        refused(new Tar().link("pipe", TarConstants.LF_FIFO, ""), "neither a file nor a folder nor a link");
    }

    @Test
    void whatIsNoArchiveOfImagesIsRefused() throws IOException {
        refused(new Tar().file("README", "x"), "it has no manifest.json");
        refused(new Tar().file("manifest.json", "[{"), "can't be read");
        byte[] noText = new Tar().file("manifest.json", "[\"~\"]").bytes();
        noText[512 + 2] = (byte) 0xff;
        assertThatThrownBy(() -> names(noText)).isInstanceOf(IOException.class).hasMessageContaining("isn't text");
        refused(new Tar().file("manifest.json", " ".repeat(2 << 20)), "2097152 bytes");
        assertThatThrownBy(() -> names("PK".repeat(600).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("isn't a tar archive");
        byte[] whole = new Tar().file("layer.tar", "x".repeat(5000)).bytes();
        assertThatThrownBy(() -> names(Arrays.copyOf(whole, 3000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ends in the middle of layer.tar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"repotags", "REPOTAGS", "RepoTag\u017f", "config", "layers"})
    void aFieldThatEnginesTakeForAnotherIsRefused(String field) throws IOException {
        String image = "[{\"RepoTags\":[\"drydock/a/db:1\"],\"" + field + "\":[\"postgres:15\"]}]";
        refused(new Tar().file("manifest.json", image), "a field '" + field + "'");
        refused(
                new Tar()
                        .file("manifest.json", MANIFEST)
                        .file("index.json", "{\"Manifests\":[{\"annotations\":{\"x\":\"postgres:15\"}}]}"),
                "a field 'Manifests'");
        refused(
                new Tar()
                        .file("manifest.json", MANIFEST)
                        .file("index.json", "{\"manifests\":[{\"Annotations\":{\"x\":\"postgres:15\"}}]}"),
                "a field 'Annotations'");
    }

    @Test
    void aFieldThatIsThereTwiceIsRefused() throws IOException {
        refused(
                new Tar().file("manifest.json", "[{\"RepoTags\":[\"postgres:15\"],\"RepoTags\":[\"drydock/a/db:1\"]}]"),
                "Duplicate field 'RepoTags'");
        refused(new Tar().file("manifest.json", MANIFEST + "[]"), "can't be read");
    }

    /** Of each, an engine would find a file behind it that is skipped here. */
    @Test
    void numbersThatEnginesReadOtherwiseAreRefused() throws IOException {
        damaged(head -> head[124] = 0);
        damaged(head -> head[130] = 'x');
        damaged(head -> head[130] = 0);
        refused(
                changed(head -> {
                    head[124] = (byte) 0x80;
                    head[125] = 1;
                }),
                "too large");
        refused(changed(head -> Arrays.fill(head, 124, 136, (byte) 0xff)), "too large");
    }

    @Test
    void contentOfWhatIsNoFileIsRefused() throws IOException {
        for (char type : new char[] {'1', '2', '5'}) {
            refused(changed(head -> head[156] = (byte) type), "has a content");
        }
        refused(
                changed(head -> {
                    head[156] = 0;
                    head["layer".length()] = '/';
                }),
                "has a content");
    }

    @Test
    void formsThatNoEngineWritesAreRefused() throws IOException {
        refused(
                changed(head -> System.arraycopy("tar\0".getBytes(StandardCharsets.US_ASCII), 0, head, 508, 4)),
                "form");
        refused(
                changed(head -> {
                    System.arraycopy("ustar  \0".getBytes(StandardCharsets.US_ASCII), 0, head, 257, 8);
                    System.arraycopy("manifest.json".getBytes(StandardCharsets.US_ASCII), 0, head, 345, 13);
                }),
                "form");
    }

    @ParameterizedTest
    @ValueSource(strings = {"path=", "linkpath=", "size=", "GNU.sparse.name=manifest.json", "GNU.sparse.major=1"})
    void recordsThatEnginesReadOtherwiseAreRefused(String record) throws IOException {
        Tar tar = new Tar();
        TarArchiveEntry entry = new TarArchiveEntry("head", TarConstants.LF_PAX_EXTENDED_HEADER_LC);
        // With its own length in front: a space, a line break, and one digit or two.
        int length = record.length() + (record.length() < 7 ? 3 : 4);
        byte[] content = (length + " " + record + "\n").getBytes(StandardCharsets.US_ASCII);
        assertThat(content).hasSize(length);
        entry.setSize(content.length);
        tar.tar.putArchiveEntry(entry);
        tar.tar.write(content);
        tar.tar.closeArchiveEntry();
        refused(tar.file("manifest.json", MANIFEST), "the head of an entry in it is damaged");
    }

    @Test
    void whatLiesBehindALinkIsRefused() throws IOException {
        refused(
                new Tar()
                        .file("manifest.json", MANIFEST)
                        .link("a", TarConstants.LF_SYMLINK, ".")
                        .file("a/manifest.json", "[]"),
                "'a/manifest.json' in it lies behind a link");
        refused(new Tar().link("a/b", TarConstants.LF_SYMLINK, "c").file("./a//b/c/d", "x"), "lies behind a link");
    }

    @Test
    void anArchiveWithoutAnEndIsCopiedAsItIs() throws IOException {
        byte[] archive = Arrays.copyOf(new Tar().file("manifest.json", MANIFEST).bytes(), 1024);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        ImageArchive.copy(new ByteArrayInputStream(archive), out, text -> text);

        assertThat(out.toByteArray()).isEqualTo(archive);
    }

    private static void damaged(Consumer<byte[]> change) throws IOException {
        refused(changed(change), "a damaged one");
    }

    /** An archive of which the first head is changed, with a sum that is right. */
    private static byte[] changed(Consumer<byte[]> change) throws IOException {
        byte[] archive = new Tar()
                .file("layers", "x".repeat(512))
                .file("manifest.json", MANIFEST)
                .bytes();
        change.accept(archive);
        Arrays.fill(archive, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += archive[i] & 0xff;
        }
        System.arraycopy(String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII), 0, archive, 148, 8);
        return archive;
    }

    private static void refused(byte[] archive, String why) {
        assertThatThrownBy(() -> names(archive)).isInstanceOf(IOException.class).hasMessageContaining(why);
    }

    private static void refused(Tar tar, String why) throws IOException {
        refused(tar.bytes(), why);
    }
}
