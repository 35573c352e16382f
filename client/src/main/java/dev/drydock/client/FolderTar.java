package dev.drydock.client;

import dev.drydock.client.internal.build.ContextEntry;
import dev.drydock.client.internal.build.ContextFolder;
import dev.drydock.client.internal.build.ContextTar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** A file or folder of this machine as a tar archive, which is made while it is read. */
final class FolderTar {
    /** It will be root's there, and must not run as root for everybody. */
    private static final int PERMISSIONS = 0777;

    private final Path top;
    private final boolean folder;
    private final List<Path> all;

    private FolderTar(Path top, boolean folder, List<Path> all) {
        this.top = top;
        this.folder = folder;
        this.all = all;
    }

    /**
     * Looks at all that will be in it.
     *
     * @throws IllegalArgumentException when something of it isn't there, can't be read, or can't be in an archive
     */
    static FolderTar of(String doing, Path source) {
        List<Path> all = new ArrayList<>();
        try {
            if (!Files.exists(source)) {
                throw new IllegalArgumentException("Cannot " + doing + ": there is no such file or folder here.");
            }
            // A link that is named itself is followed; those below are copied as links.
            Path top = source.toRealPath();
            Files.walkFileTree(top, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                    checkName(doing, each);
                    all.add(each);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
                    checkName(doing, each);
                    check(doing, each, attributes);
                    all.add(each);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path each, IOException e) {
                    throw new IllegalArgumentException("Cannot " + doing + ": '" + each + "' can't be read: " + e, e);
                }
            });
            return new FolderTar(top, Files.isDirectory(top), all);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot " + doing + ": it can't be read: " + e, e);
        }
    }

    private static void checkName(String doing, Path file) {
        try {
            ContextFolder.name(file);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException("Cannot " + doing + ": the name of '" + file + "' isn't UTF-8.", e);
        }
    }

    private static void check(String doing, Path file, BasicFileAttributes attributes) {
        if (attributes.isOther()) {
            throw new IllegalArgumentException(
                    "Cannot " + doing + ": '" + file + "' is neither a file, a folder nor a symbolic link.");
        }
        if (!attributes.isSymbolicLink() && !Files.isReadable(file)) {
            throw new IllegalArgumentException("Cannot " + doing + ": '" + file + "' can't be read.");
        }
    }

    boolean isFolder() {
        return folder;
    }

    /** The name of the file or folder itself; of a root, a dot. */
    String name() {
        Path name = top.getFileName();
        return name == null ? "." : ContextFolder.name(name);
    }

    /** Gives the archive, in which the file or folder has this name. */
    InputStream open(String name) {
        return new ContextTar(all.stream()
                .map(each -> ContextEntry.asItIs(nameOf(each, name), each, PERMISSIONS))
                .iterator());
    }

    private String nameOf(Path each, String as) {
        StringBuilder name = new StringBuilder(as);
        if (!each.equals(top)) {
            for (Path part : top.relativize(each)) {
                name.append('/').append(ContextFolder.name(part));
            }
        }
        return name.toString();
    }
}
