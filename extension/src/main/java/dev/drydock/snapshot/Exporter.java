package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.ImageReference;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a snapshot to a folder. */
final class Exporter {
    private final DockerClient client;

    Exporter(DockerClient client) {
        this.client = client;
    }

    void export(Snapshot snapshot, Path folder, Predicate<String> secret, LongConsumer progress) {
        Path target = folder.toAbsolutePath().normalize();
        String doing = "Snapshot " + snapshot.id() + " couldn't be exported to " + target + ": ";
        Path parent = target.getParent();
        if (parent == null || target.getFileName() == null) {
            throw new SnapshotException(doing + "that is no folder of its own.", null);
        }
        Path temporary;
        try {
            refuseUsed(target, doing);
            Files.createDirectories(parent);
            // Beside it, so that it gets its name in one step. Private to the user, as passwords may be in it.
            temporary = Files.createTempDirectory(parent, "." + target.getFileName() + ".part");
        } catch (IOException e) {
            throw new SnapshotException(doing + reason(e), e);
        }
        try (CleanedImages images = CleanedImages.of(client, snapshot, secret, Map.of())) {
            write(snapshot, images, temporary, progress);
            refuseUsed(target, doing);
            Files.deleteIfExists(target);
            Files.move(temporary, target);
        } catch (IOException | DockerException e) {
            delete(temporary, e);
            throw new SnapshotException(doing + reason(e), e);
        } catch (RuntimeException e) {
            delete(temporary, e);
            throw e;
        }
    }

    private static String reason(Exception e) {
        if (e instanceof FileSystemException file && file.getReason() == null) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        return String.valueOf(e.getMessage());
    }

    private static void refuseUsed(Path target, String doing) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new SnapshotException(doing + "that is a file already. Name a folder that isn't there yet.", null);
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
            if (files.iterator().hasNext()) {
                throw new SnapshotException(
                        doing + "there are files in it already. Name an empty folder, or one that isn't there yet.",
                        null);
            }
        }
    }

    private void write(Snapshot snapshot, CleanedImages images, Path folder, LongConsumer progress) throws IOException {
        MessageDigest digest = Sha256.digest();
        Path archive = folder.resolve(SnapshotFile.ARCHIVE);
        String[] names =
                images.sources().values().stream().map(SnapshotNames::exact).toArray(String[]::new);
        Set<String> saved;
        try (InputStream in = new CountedInput(client.images().save(names), progress);
                OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive), 1 << 16);
                OutputStream out = new DigestOutputStream(file, digest)) {
            saved = ImageArchive.copy(in, out, images::plain);
        }
        checkComplete(snapshot, saved);
        evidence(images, folder);
        new SnapshotFile(
                        SnapshotFile.FORMAT,
                        snapshot.id(),
                        snapshot.kind().name().toLowerCase(Locale.ROOT),
                        snapshot.name(),
                        snapshot.test(),
                        snapshot.created(),
                        snapshot.consistent(),
                        snapshot.images().stream()
                                .map(each -> new SnapshotFile.Image(
                                        each.container(), each.name().toString()))
                                .toList(),
                        snapshot.evidence().map(ImageReference::toString).orElse(""),
                        images.stripped(),
                        Files.size(archive),
                        HexFormat.of().formatHex(digest.digest()))
                .write(folder);
    }

    /** An engine may leave out what has just been removed. */
    private static void checkComplete(Snapshot snapshot, Set<String> saved) throws IOException {
        Set<ImageReference> references =
                saved.stream().map(ImageReference::parse).collect(Collectors.toSet());
        for (ImageReference each : SnapshotImages.names(snapshot)) {
            if (!references.contains(each)) {
                throw new IOException("the engine hasn't sent the image " + each);
            }
        }
    }

    private static void evidence(CleanedImages images, Path folder) throws IOException {
        Path root = folder.resolve("evidence");
        for (Map.Entry<String, String> each : images.evidence().entrySet()) {
            Path file = root.resolve(each.getKey()).normalize();
            if (!file.startsWith(root) || file.equals(root)) {
                throw new IOException("its evidence has a file '" + each.getKey() + "', which leads out of the folder");
            }
            Files.createDirectories(file.getParent());
            Files.writeString(file, each.getValue());
        }
    }

    private static void delete(Path folder, Exception because) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(each);
            }
        } catch (IOException | UncheckedIOException e) {
            System.getLogger("dev.drydock").log(Level.WARNING, "Cannot delete the unfinished folder " + folder, e);
            because.addSuppressed(e);
        }
    }
}
