package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.ImageLoadOptions;
import dev.drydock.client.ImageReference;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes a snapshot over that was exported, from wherever it comes. */
final class Importer {
    static final String ID = "[0-9]{8}-[0-9]{6}-[0-9a-f]{4}";

    /** It would be the latest one until then. Clocks may differ, but not by more. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final DockerClient client;
    private final Snapshots snapshots;
    private final SnapshotImages images;

    Importer(DockerClient client, Snapshots snapshots) {
        this.client = client;
        this.snapshots = snapshots;
        this.images = new SnapshotImages(client);
    }

    Snapshot importFrom(Path from, LongConsumer progress) {
        Path source = from.toAbsolutePath().normalize();
        String doing = "No snapshot could be imported from " + source + ": ";
        try {
            Path folder = source.getParent();
            if (Files.isDirectory(source)) {
                return load(doing, source.resolve(SnapshotFile.ARCHIVE), SnapshotFile.read(source), progress);
            }
            if (!Files.isRegularFile(source)) {
                throw new SnapshotException(doing + "there is no such folder or file.", null);
            }
            boolean exported = folder != null
                    && source.endsWith(SnapshotFile.ARCHIVE)
                    && Files.isRegularFile(folder.resolve(SnapshotFile.FILE), LinkOption.NOFOLLOW_LINKS);
            return load(doing, source, exported && folder != null ? SnapshotFile.read(folder) : null, progress);
        } catch (IOException | DockerException e) {
            throw new SnapshotException(doing + e.getMessage(), e);
        }
    }

    private Snapshot load(String doing, Path archive, @Nullable SnapshotFile file, LongConsumer progress)
            throws IOException {
        MessageDigest digest = Sha256.digest();
        Set<String> said;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            said = ImageArchive.copy(in, out, text -> text);
        } catch (IOException e) {
            throw new SnapshotException(doing + archive.getFileName() + ": " + e.getMessage() + ".", e);
        }
        if (file != null && !HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
            throw new SnapshotException(
                    doing + archive.getFileName() + " has " + Files.size(archive) + " bytes, of " + file.bytes()
                            + ", and isn't what was exported: its digest is another. Copy it once more.",
                    null);
        }
        List<ImageReference> names = new ArrayList<>();
        String id = names(doing, said, file, names);
        if (SnapshotNames.isAhead(id, Instant.now().plus(AHEAD))) {
            throw new SnapshotException(
                    doing + "its id " + id + " says a time that lies more than a day ahead of this machine's clock."
                            + " Nothing was loaded.",
                    null);
        }
        Snapshot present = snapshots.find(id).orElse(null);
        if (present != null) {
            return present;
        }
        List<ImageReference> before = names.stream().filter(images::has).toList();
        try (InputStream in =
                new CountedInput(new BufferedInputStream(Files.newInputStream(archive), 1 << 16), progress)) {
            client.images().load(in, ImageLoadOptions.DEFAULT, line -> {});
            names.forEach(this::rename);
            return complete(doing, id, names);
        } catch (IOException | RuntimeException e) {
            images.untag(names.stream()
                    .filter(each -> !before.contains(each))
                    .flatMap(each -> Stream.of(each, plain(each)))
                    .toList());
            throw e;
        }
    }

    /** An engine loads whatever it is given, under whatever names: only those of one snapshot are let in. */
    private static String names(
            String doing, Set<String> said, @Nullable SnapshotFile file, List<ImageReference> names) {
        String id = file == null ? "" : file.id();
        // Docker says the tag alone, too, which is no name: the names tell what it is of.
        List<String> wholeFirst = new ArrayList<>(said);
        wholeFirst.sort(Comparator.comparing(each -> !each.contains("/")));
        for (String each : wholeFirst) {
            ImageReference name;
            try {
                name = ImageReference.parse(each);
            } catch (IllegalArgumentException e) {
                throw new SnapshotException(doing + "an image in it has no legal name: " + e.getMessage(), e);
            }
            if (id.isEmpty()) {
                id = String.valueOf(name.tag());
            }
            if (SnapshotNames.isOurs(name, id) && id.matches(ID)) {
                names.add(name);
            } else if (!each.equals(id)) {
                throw new SnapshotException(
                        doing + "it holds an image called '" + each + "', which isn't one of "
                                + (file == null ? "a snapshot" : "the snapshot " + id)
                                + ". Nothing was loaded. To load images of any kind there is 'docker load'.",
                        null);
            }
        }
        if (names.isEmpty()) {
            throw new SnapshotException(doing + "there is no image of a snapshot in it.", null);
        }
        if (file != null) {
            for (SnapshotFile.Image each : file.images()) {
                if (names.stream().noneMatch(name -> sameImage(name.toString(), each.name()))) {
                    throw new SnapshotException(
                            doing + SnapshotFile.FILE + " tells of the image '" + each.name() + "', but "
                                    + SnapshotFile.ARCHIVE + " doesn't hold it.",
                            null);
                }
            }
        }
        return id;
    }

    private static boolean sameImage(String one, String other) {
        return plain(ImageReference.parse(one)).equals(plain(ImageReference.parse(other)));
    }

    /** As Docker calls it. */
    private static ImageReference plain(ImageReference name) {
        return new ImageReference(ImageReference.DOCKER_HUB, name.repository(), name.tag(), null);
    }

    /** What Podman has saved may be called {@code localhost/drydock/...}: with Docker, it gets the name that it would have there. */
    private void rename(ImageReference name) {
        ImageReference plain = plain(name);
        if (!client.isPodman() && !plain.equals(name) && images.has(name)) {
            client.images().tag(SnapshotNames.exact(name), plain);
            client.images().remove(SnapshotNames.exact(name), false);
        }
    }

    private Snapshot complete(String doing, String id, List<ImageReference> names) {
        Snapshot snapshot = snapshots
                .find(id)
                .orElseThrow(() -> new SnapshotException(
                        doing + "its images have come, but they aren't a complete snapshot " + id
                                + ", and were removed again. It was exported before all of it was there, or was"
                                + " changed since.",
                        null));
        int has = SnapshotImages.names(snapshot).size();
        long wanted = names.stream().map(Importer::plain).distinct().count();
        if (has < wanted) {
            throw new SnapshotException(
                    doing + "only " + has + " of its " + wanted + " images are ones of the snapshot " + id
                            + "; they were removed again.",
                    null);
        }
        return snapshot;
    }
}
