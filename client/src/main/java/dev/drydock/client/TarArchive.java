package dev.drydock.client;

import dev.drydock.client.internal.build.ContextEntry;
import dev.drydock.client.internal.build.ContextTar;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Files, folders and links as a tar archive, for {@link Containers#unpack(String, String, InputStream)} and whatever else
 * takes one. It is made while it is read: of files on this machine nothing is kept in memory. Not thread-safe.
 *
 * <p>Members come in the order in which they were added. Folders above them needn't be among them: engines make those.
 */
public final class TarArchive {
    private final List<ContextEntry> members = new ArrayList<>();

    /** Makes an empty archive. */
    public TarArchive() {
        // Members are added one by one.
    }

    /**
     * Adds a file.
     *
     * @param name its path in the archive, without a slash in front
     * @param content of the file
     * @param attributes mode, owner and time
     * @return this
     */
    public TarArchive file(String name, byte[] content, TarAttributes attributes) {
        return add(ContextEntry.of(checked(name), content), attributes);
    }

    /**
     * Adds a file of this machine, a link being followed.
     *
     * @param name its path in the archive, without a slash in front
     * @param file read when the archive is; one that changes its size meanwhile, or isn't there, is an error of the stream
     * @param attributes mode, owner and time
     * @return this
     */
    public TarArchive file(String name, Path file, TarAttributes attributes) {
        return add(ContextEntry.of(checked(name), file), attributes);
    }

    /**
     * Adds a folder.
     *
     * @param name its path in the archive, without a slash in front
     * @param attributes mode, owner and time
     * @return this
     */
    public TarArchive folder(String name, TarAttributes attributes) {
        return add(ContextEntry.folder(checked(name).replaceFirst("/+$", "")), attributes);
    }

    /**
     * Adds a symbolic link.
     *
     * @param name its path in the archive, without a slash in front
     * @param target where it leads
     * @param attributes owner and time; links have no mode of their own
     * @return this
     */
    public TarArchive link(String name, String target, TarAttributes attributes) {
        if (target.isEmpty() || target.indexOf(0) >= 0) {
            throw new IllegalArgumentException(
                    "Cannot add '" + name + "' to an archive: a link's target isn't empty, and has no zero byte.");
        }
        return add(ContextEntry.link(checked(name), target), attributes);
    }

    private TarArchive add(ContextEntry entry, TarAttributes attributes) {
        members.add(entry.with(attributes.mode(), attributes.uid(), attributes.gid(), attributes.time()));
        return this;
    }

    private static String checked(String name) {
        String cannot = "Cannot add '" + name + "' to an archive: ";
        if (name.isBlank() || name.indexOf(0) >= 0) {
            throw new IllegalArgumentException(cannot + "a name isn't blank, and has no zero byte.");
        }
        if (name.startsWith("/") || Arrays.asList(name.split("/", -1)).contains("..")) {
            throw new IllegalArgumentException(
                    cannot + "the name is a path in it, without '/' in front and without '..'.");
        }
        return name;
    }

    /**
     * @return the archive, to be closed; each call gives it from its beginning
     */
    public InputStream open() {
        return new ContextTar(List.copyOf(members).iterator());
    }
}
