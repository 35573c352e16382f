package dev.drydock.snapshot;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Folders of this machine in which the data of volumes lies while a snapshot is made of it. Each says who makes the
 * snapshot: what a process that was killed has left there can be told from what is still needed.
 */
public final class SpooledData {
    private static final Logger LOG = System.getLogger("dev.drydock");
    private static final String PREFIX = "drydock-snapshot";
    private static final String MAKER = "maker";
    private static final Path SELF = Path.of("/proc/self");

    private SpooledData() {}

    /**
     * @param maker as {@link SnapshotRequest#maker()} says
     * @return a new folder, private to the user: what is spooled may be anything
     */
    static Path folder(String maker) throws IOException {
        Path folder = Files.createTempDirectory(PREFIX);
        Files.writeString(folder.resolve(MAKER), maker);
        return folder;
    }

    static void delete(Path folder) {
        try {
            List<Path> files;
            try (Stream<Path> listed = Files.list(folder)) {
                // The maker's name last: what can't be deleted now is still somebody's.
                files = listed.sorted((a, b) -> Boolean.compare(a.endsWith(MAKER), b.endsWith(MAKER)))
                        .toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Cannot delete the temporary folder " + folder, e);
        }
    }

    /**
     * Deletes what makers have left who don't live any more.
     *
     * @param parent where the folders are, as {@code java.io.tmpdir} says
     * @param gone whether that maker is, of a folder that was changed last then
     */
    public static void remove(Path parent, BiPredicate<String, Instant> gone) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, SpooledData::isNamedSo)) {
            for (Path each : folders) {
                // Everybody writes to such a folder: a link, or what is another user's, leads elsewhere.
                Path maker = each.resolve(MAKER);
                if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
                        && isOurs(each)
                        && Files.isRegularFile(maker, LinkOption.NOFOLLOW_LINKS)
                        && gone.test(
                                Files.readString(maker),
                                Files.getLastModifiedTime(maker).toInstant())) {
                    delete(each);
                }
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Cannot look for left data of volumes in " + parent, e);
        }
    }

    /** A pattern would be compiled, at the start of each run. */
    private static boolean isNamedSo(Path folder) {
        return String.valueOf(folder.getFileName()).startsWith(PREFIX);
    }

    private static boolean isOurs(Path folder) throws IOException {
        return !Files.exists(SELF) || Files.getOwner(SELF).equals(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS));
    }
}
