package dev.drydock.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks an archive that may mean harm. Whatever its names say, they are walked down part by part from the folder, and each
 * part on the way must be a folder, not a link to one: so a link may lead anywhere, but nothing is ever written through one.
 */
final class Unpacking {
    private static final int BLOCK = 512;

    private final Path folder;
    private final boolean leadingSlash;
    /** Their modes and times are set at the end: one that mayn't be written to must be filled first. */
    private final Deque<Finish> folders = new ArrayDeque<>();

    private record Finish(Path path, int mode, @Nullable FileTime time) {}

    /**
     * @param folder exists, its own path without links
     * @param leadingSlash whether names may begin with {@code /}, which then means the folder: some engines write them so
     */
    private Unpacking(Path folder, boolean leadingSlash) {
        this.folder = folder;
        this.leadingSlash = leadingSlash;
    }

    /** Unpacks an archive from anywhere, into a folder that is made when it isn't there. */
    static void untrusted(InputStream in, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder);
        }
        new Unpacking(folder.toRealPath(), false).all(in);
    }

    /** Unpacks a folder's content that an engine sent. */
    static void intoFolder(InputStream in, Path folder, int mode) throws IOException {
        boolean made = !Files.isDirectory(folder);
        if (made) {
            Files.createDirectory(folder);
        }
        Unpacking unpacking = new Unpacking(folder.toRealPath(), true);
        if (made) {
            unpacking.folders.push(new Finish(unpacking.folder, mode, null));
        }
        unpacking.all(in);
    }

    /** Unpacks the only entry of an archive as this file. */
    static void oneFile(InputStream in, Path file) throws IOException {
        TarArchiveInputStream tar = new TarEntries(in);
        TarArchiveEntry entry = tar.getNextEntry();
        if (entry == null) {
            throw new DockerProtocolException("the archive is empty.", null);
        }
        if (!isPlainFile(entry)) {
            throw refused(entry, "is no plain file");
        }
        // A link here that was there before is followed, as by any other program that is told to write to it.
        write(tar, entry, Files.exists(file) ? file.toRealPath() : file);
        in.transferTo(OutputStream.nullOutputStream());
    }

    private void all(InputStream from) throws IOException {
        InputStream in = begun(from);
        TarArchiveInputStream tar = new TarEntries(in);
        try {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry);
            }
        } finally {
            while (!folders.isEmpty()) {
                Finish each = folders.pop();
                finish(each.path(), each.mode(), each.time());
            }
        }
        // What follows the end mark is padding, which the sender wants to get rid of.
        in.transferTo(OutputStream.nullOutputStream());
    }

    /** What is shorter than a block would pass for an archive without entries. */
    private static InputStream begun(InputStream in) throws IOException {
        PushbackInputStream begun = new PushbackInputStream(in, BLOCK);
        byte[] block = begun.readNBytes(BLOCK);
        if (block.length > 0 && block.length < BLOCK) {
            throw new DockerProtocolException("This is no tar archive: it has " + block.length + " bytes.", null);
        }
        begun.unread(block);
        return begun;
    }

    private void unpack(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
        Path path = resolve(entry, entry.getName());
        BasicFileAttributes there = attributes(path);
        if (TarEntries.isFolder(entry)) {
            if (there == null) {
                Files.createDirectory(path);
            } else if (!there.isDirectory()) {
                throw refused(entry, "is a folder where '" + path + "' is none");
            }
            if (!path.equals(folder)) {
                folders.push(new Finish(path, entry.getMode(), entry.getLastModifiedTime()));
            }
            return;
        }
        if (!entry.isSymbolicLink() && !entry.isLink() && !isPlainFile(entry)) {
            throw refused(entry, "is neither a file, a folder nor a link");
        }
        if (there != null && there.isDirectory()) {
            throw refused(entry, "is no folder where '" + path + "' is one");
        }
        if (entry.isLink()) {
            link(entry, path);
        } else if (entry.isSymbolicLink()) {
            Files.deleteIfExists(path);
            Files.createSymbolicLink(path, target(entry));
        } else {
            write(tar, entry, path);
        }
    }

    private static boolean isPlainFile(TarArchiveEntry entry) {
        // A few bytes of header can say terabytes of a sparse one. No engine makes any.
        return entry.isFile()
                && !entry.isSparse()
                && !entry.isSymbolicLink()
                && !entry.isLink()
                && !entry.isFIFO()
                && !entry.isBlockDevice()
                && !entry.isCharacterDevice();
    }

    private Path target(TarArchiveEntry entry) {
        try {
            return folder.getFileSystem().getPath(entry.getLinkName());
        } catch (InvalidPathException e) {
            throw refused(entry, "leads to what is no path here");
        }
    }

    /** A hard link's other name lies in the folder, too; through it a file could be changed that lies elsewhere. */
    private void link(TarArchiveEntry entry, Path path) throws IOException {
        Path other = resolve(entry, entry.getLinkName());
        BasicFileAttributes there = attributes(other);
        if (there == null || !there.isRegularFile()) {
            throw refused(entry, "is a hard link to '" + entry.getLinkName() + "', which is no file in the folder");
        }
        if (!other.equals(path)) {
            Files.deleteIfExists(path);
            Files.createLink(path, other);
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        BasicFileAttributes there = attributes(path);
        if (there != null && there.isOther()) {
            throw refused(entry, "would take the place of '" + path + "', which is no regular file");
        }
        // Never written over: the name could be a link, or one of several of a file. And what is there stays there
        // until
        // all that takes its place has come.
        Path to = there == null ? path : beside(path);
        boolean whole = false;
        try {
            try (OutputStream out =
                    Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                restrict(to);
                tar.transferTo(out);
            }
            finish(to, entry.getMode(), entry.getLastModifiedTime());
            if (there != null) {
                Files.move(to, path, StandardCopyOption.REPLACE_EXISTING);
            }
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(to);
            }
        }
    }

    private static Path beside(Path path) {
        return path.resolveSibling("." + UUID.randomUUID() + ".part");
    }

    /** Until its mode is set, a file is nobody else's business. */
    private static void restrict(Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
    }

    private static void finish(Path path, int mode, @Nullable FileTime time) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (time != null) {
            // Before the mode, which may keep the owner out, too.
            Files.setLastModifiedTime(path, time);
        }
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null) {
            Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
            // They are declared from the owner's reading down to the others' executing.
            PosixFilePermission[] all = PosixFilePermission.values();
            for (int i = 0; i < all.length; i++) {
                if ((mode & (0400 >> i)) != 0) {
                    permissions.add(all[i]);
                }
            }
            view.setPermissions(permissions);
        }
    }

    /** Where a name leads. Folders on the way are made; links on the way are refused. */
    private Path resolve(TarArchiveEntry entry, String name) throws IOException {
        if (name.startsWith("/") && !leadingSlash) {
            throw refused(entry, "has an absolute name");
        }
        Path path = folder;
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (!path.equals(folder)) {
                enter(entry, path);
            }
            path = path.resolve(plain(entry, part));
        }
        return path;
    }

    private static void enter(TarArchiveEntry entry, Path path) throws IOException {
        BasicFileAttributes there = attributes(path);
        if (there == null) {
            Files.createDirectory(path);
        } else if (!there.isDirectory()) {
            throw refused(
                    entry,
                    "would go through '" + path + "', which is " + (there.isSymbolicLink() ? "a link" : "no folder"));
        }
    }

    /** One name, on this machine's file system, too. */
    private Path plain(TarArchiveEntry entry, String part) {
        if (part.equals("..")) {
            throw refused(entry, "leaves the folder");
        }
        try {
            Path name = folder.getFileSystem().getPath(part);
            if (!name.isAbsolute()
                    && name.getRoot() == null
                    && name.getNameCount() == 1
                    && name.toString().equals(part)) {
                return name;
            }
        } catch (InvalidPathException e) {
            // It is said below.
        }
        throw refused(entry, "has a name that this machine's file system doesn't know");
    }

    private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (java.nio.file.NoSuchFileException e) {
            return null;
        } catch (FileSystemException e) {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
            throw e;
        }
    }

    private static DockerProtocolException refused(TarArchiveEntry entry, String why) {
        return new DockerProtocolException(
                "the archive's entry '" + entry.getName() + "' is refused: it " + why + ".", null);
    }
}
