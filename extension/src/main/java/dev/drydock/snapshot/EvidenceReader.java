package dev.drydock.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drydock.client.Archives;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.ImageReference;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Reads the files of an image that holds nothing else, as the engine saves it: by Docker's layout, or that of OCI. It may have come
 * from elsewhere, so nothing in it is trusted.
 */
final class EvidenceReader {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long LARGEST = 512L << 20;
    /** Of all files, which are held in memory. */
    private static final int LARGEST_SUM = 64 << 20;

    private static final int MOST_FILES = 2000;
    private static final int MOST_LAYERS = 20;

    private EvidenceReader() {}

    static Evidence read(DockerClient client, ImageReference image) {
        try (InputStream saved = client.images().save(SnapshotNames.exact(image))) {
            return read(saved);
        } catch (IOException | UncheckedIOException | DockerException e) {
            throw new SnapshotException(
                    "Cannot read what was written down in image " + image + ": " + e.getMessage(), e);
        }
    }

    static Evidence read(InputStream saved) throws IOException {
        Path folder = Files.createTempDirectory("drydock-evidence");
        try {
            Path image = folder.resolve("image");
            Path content = folder.resolve("content");
            // For all together: a small layer can be unpacked to a large one, and be named many times.
            AtomicLong left = new AtomicLong(LARGEST);
            Archives.unpack(new Bounded(saved, left), image);
            open(image);
            List<Path> layers = layers(image);
            if (layers.size() > MOST_LAYERS) {
                throw new IOException("it has " + layers.size() + " layers, more than evidence has");
            }
            for (Path layer : layers) {
                try (InputStream in = new Bounded(plain(new BufferedInputStream(Files.newInputStream(layer))), left)) {
                    Archives.unpack(in, content);
                }
                if (Files.isDirectory(content)) {
                    open(content);
                }
            }
            return new Evidence(Files.isDirectory(content) ? files(content) : Map.of());
        } finally {
            delete(folder);
        }
    }

    private static List<Path> layers(Path image) throws IOException {
        List<Path> layers = new ArrayList<>();
        Path manifest = image.resolve("manifest.json");
        if (Files.isRegularFile(manifest, LinkOption.NOFOLLOW_LINKS)) {
            for (JsonNode each : json(manifest).path(0).path("Layers")) {
                layers.add(within(image, each.asText()));
            }
            return layers;
        }
        // An index may lead to another one, of platforms.
        JsonNode at = json(within(image, "index.json"));
        for (int depth = 0; depth < 3 && at.has("manifests"); depth++) {
            at = json(blob(image, at.path("manifests").path(0).path("digest").asText()));
        }
        for (JsonNode each : at.path("layers")) {
            layers.add(blob(image, each.path("digest").asText()));
        }
        return layers;
    }

    private static Path blob(Path image, String digest) throws IOException {
        return within(image, "blobs/" + digest.replace(':', '/'));
    }

    /** Podman has links in the place of files, which lead to others of the image. */
    private static Path within(Path image, String name) throws IOException {
        Path real = image.resolve(name).toRealPath();
        if (!real.startsWith(image.toRealPath()) || !Files.isRegularFile(real)) {
            throw new IOException("'" + name + "' leads out of the image");
        }
        return real;
    }

    private static JsonNode json(Path file) throws IOException {
        if (Files.size(file) > LARGEST_SUM) {
            throw new IOException("its description has more than " + LARGEST_SUM + " bytes");
        }
        return JSON.readTree(file.toFile());
    }

    private static InputStream plain(BufferedInputStream layer) throws IOException {
        layer.mark(4);
        int first = layer.read();
        int second = layer.read();
        layer.reset();
        if (first == 0x28 && second == 0xb5) {
            throw new IOException("a layer is compressed by zstd");
        }
        return first == 0x1f && second == 0x8b ? new GZIPInputStream(layer) : layer;
    }

    private static Map<String, byte[]> files(Path content) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        long sum = 0;
        try (Stream<Path> walk = Files.walk(content)) {
            for (Path each : (Iterable<Path>) walk::iterator) {
                if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
                    sum += Files.size(each);
                    if (files.size() >= MOST_FILES || sum > LARGEST_SUM) {
                        throw new IOException("it has more, or larger, files than evidence has");
                    }
                    files.put(content.relativize(each).toString().replace('\\', '/'), Files.readAllBytes(each));
                }
            }
        }
        return files;
    }

    /** Folders have the modes that the archive says, with which their own owner may be kept out. */
    private static void open(Path folder) throws IOException {
        for (Path each : opened(folder)) {
            if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                open(each);
            }
        }
    }

    /** The content, read to its end: as many folders may lie in each other as this process mayn't have open. */
    private static List<Path> opened(Path folder) throws IOException {
        // It is no link, and nobody else writes here. Without following, Java would open it, which its mode may forbid.
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void delete(Path folder) {
        try {
            deleteAll(folder);
        } catch (IOException e) {
            System.getLogger("dev.drydock")
                    .log(System.Logger.Level.WARNING, "Cannot delete the temporary folder " + folder, e);
        }
    }

    private static void deleteAll(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path each : opened(path)) {
                deleteAll(each);
            }
        }
        Files.delete(path);
    }

    /** Ends with an error rather than to fill the disk. */
    private static final class Bounded extends FilterInputStream {
        private final AtomicLong left;

        Bounded(InputStream in, AtomicLong left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            if (left.addAndGet(-Math.max(0, count)) < 0) {
                throw new IOException("it has more than " + LARGEST + " bytes");
            }
            return count;
        }
    }
}
