package dev.drydock.client.internal.build;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** A member of an archive of files of this machine, looked at when it is its turn. */
public abstract class ContextEntry {
    private static final int TYPE = 0170000;
    private static final int FIFO = 0010000;
    private static final int PERMISSIONS = 07777;

    final String name;

    private ContextEntry(String name) {
        this.name = name;
    }

    /**
     * @param links the first name of each file that has several, by what tells it apart; added to
     * @return the member's head, {@code null} to leave it out
     */
    abstract @Nullable TarArchiveEntry head(Map<Object, String> links) throws IOException;

    /** Opens what follows the head. */
    abstract InputStream open() throws IOException;

    /**
     * @param name its path in the context
     * @param bytes its content
     * @return a file that all may read
     */
    public static ContextEntry of(String name, byte[] bytes) {
        return new ContextEntry(name) {
            @Override
            TarArchiveEntry head(Map<Object, String> links) {
                return file(name, bytes.length, 0644, FileTime.fromMillis(0));
            }

            @Override
            InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    /**
     * @param name its path in the context
     * @param file read when it is its turn, links followed
     * @return a file that all may read
     */
    public static ContextEntry of(String name, Path file) {
        return new ContextEntry(name) {
            @Override
            TarArchiveEntry head(Map<Object, String> links) throws IOException {
                return file(name, Files.size(file), 0644, FileTime.fromMillis(0));
            }

            @Override
            InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }

    /**
     * @param root the folder
     * @param path in it
     * @return what is there: file, folder or link, with its mode and time
     */
    public static ContextEntry of(Path root, Path path) {
        return asItIs(ContextFolder.text(path), root.resolve(path), PERMISSIONS);
    }

    /**
     * @param name its path in the archive
     * @param file file, folder or link
     * @param permissions bits of its mode that are kept
     * @return it with these, and its time
     */
    public static ContextEntry asItIs(String name, Path file, int permissions) {
        return new ContextEntry(name) {
            @Override
            @Nullable
            TarArchiveEntry head(Map<Object, String> links) throws IOException {
                TarArchiveEntry head = ContextEntry.head(file, name, links);
                if (head != null) {
                    head.setMode(head.getMode() & permissions);
                }
                return head;
            }

            @Override
            InputStream open() throws IOException {
                return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
            }
        };
    }

    /**
     * @param name its path in the archive
     * @return a folder
     */
    public static ContextEntry folder(String name) {
        return new ContextEntry(name) {
            @Override
            TarArchiveEntry head(Map<Object, String> links) {
                return ContextEntry.folder(name, 0755, FileTime.fromMillis(0));
            }

            @Override
            InputStream open() {
                return InputStream.nullInputStream();
            }
        };
    }

    /**
     * @param name its path in the archive
     * @param target where it leads
     * @return a symbolic link
     */
    public static ContextEntry link(String name, String target) {
        return new ContextEntry(name) {
            @Override
            TarArchiveEntry head(Map<Object, String> links) {
                return ContextEntry.link(name, target, FileTime.fromMillis(0));
            }

            @Override
            InputStream open() {
                return InputStream.nullInputStream();
            }
        };
    }

    /**
     * @param mode permissions; a link keeps its own
     * @param uid owner
     * @param gid group
     * @param time when it was last changed
     * @return the same with these
     */
    public ContextEntry with(int mode, int uid, int gid, Instant time) {
        ContextEntry plain = this;
        return new ContextEntry(name) {
            @Override
            @Nullable
            TarArchiveEntry head(Map<Object, String> links) throws IOException {
                TarArchiveEntry head = plain.head(links);
                if (head != null) {
                    head.setMode(head.isSymbolicLink() ? head.getMode() : mode);
                    head.setIds(uid, gid);
                    head.setModTime(time.getEpochSecond() * 1000);
                }
                return head;
            }

            @Override
            InputStream open() throws IOException {
                return plain.open();
            }
        };
    }

    private static @Nullable TarArchiveEntry head(Path file, String name, Map<Object, String> links)
            throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return portable(file, name);
        }
        Map<String, Object> stat =
                Files.readAttributes(file, "unix:mode,size,lastModifiedTime,nlink,dev,ino", LinkOption.NOFOLLOW_LINKS);
        int mode = value(stat, "mode", Integer.class);
        FileTime time = value(stat, "lastModifiedTime", FileTime.class);
        return switch (mode & TYPE) {
            case 0040000 -> folder(name, mode & PERMISSIONS, time);
            case 0120000 -> link(name, target(file), time);
            case FIFO -> special(name, TarConstants.LF_FIFO, mode & PERMISSIONS, time);
            case 0100000 -> {
                String first = value(stat, "nlink", Integer.class) > 1
                        ? links.putIfAbsent(
                                Map.entry(value(stat, "dev", Object.class), value(stat, "ino", Object.class)), name)
                        : null;
                if (first != null) {
                    TarArchiveEntry same = special(name, TarConstants.LF_LINK, mode & PERMISSIONS, time);
                    same.setLinkName(first);
                    yield same;
                }
                yield file(name, value(stat, "size", Long.class), mode & PERMISSIONS, time);
            }
            default -> null;
        };
    }

    private static <T> T value(Map<String, Object> stat, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(stat.get(name)));
    }

    /** Where files have no modes, as the docker command does it: all may be run. */
    private static @Nullable TarArchiveEntry portable(Path file, String name) throws IOException {
        BasicFileAttributes stat = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (stat.isDirectory()) {
            return folder(name, 0755, stat.lastModifiedTime());
        }
        if (stat.isSymbolicLink()) {
            return link(name, target(file), stat.lastModifiedTime());
        }
        return stat.isRegularFile() ? file(name, stat.size(), 0755, stat.lastModifiedTime()) : null;
    }

    private static TarArchiveEntry file(String name, long size, int mode, FileTime time) {
        TarArchiveEntry entry = special(name, TarConstants.LF_NORMAL, mode, time);
        entry.setSize(size);
        return entry;
    }

    private static TarArchiveEntry folder(String name, int mode, FileTime time) {
        return special(name + "/", TarConstants.LF_DIR, mode, time);
    }

    private static String target(Path link) throws IOException {
        return ContextFolder.text(Files.readSymbolicLink(link));
    }

    private static TarArchiveEntry link(String name, String target, FileTime time) {
        TarArchiveEntry entry = special(name, TarConstants.LF_SYMLINK, 0777, time);
        entry.setLinkName(target);
        return entry;
    }

    private static TarArchiveEntry special(String name, byte type, int mode, FileTime time) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setMode(mode);
        // Whose they are on this machine means nothing on the engine's, and is nobody's business.
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setModTime(Math.floorDiv(time.toMillis(), 1000L) * 1000L);
        return entry;
    }

    @Override
    public String toString() {
        return name;
    }
}
