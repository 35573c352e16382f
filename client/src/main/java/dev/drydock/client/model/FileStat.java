package dev.drydock.client.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code HEAD /containers/ID/archive} says of a file or folder in a container.
 *
 * @param name the last part of its path; on Podman, of a link, that of what it points to
 * @param size in bytes
 * @param mode as the language Go has it: permissions in the lowest nine bits, the kind in the upper ones
 * @param mtime when it was last changed, in RFC 3339
 * @param linkTarget where a symbolic link leads, followed to its end, absolute in the container; {@code null} for what is
 *     none
 * @param more what else came
 */
public record FileStat(
        String name,
        long size,
        long mode,
        @Nullable String mtime,
        @Nullable String linkTarget,
        Map<String, @Nullable Object> more) {
    private static final long DIRECTORY = 1L << 31;
    private static final long SYMLINK = 1L << 27;
    private static final long SETUID = 1L << 23;
    private static final long SETGID = 1L << 22;
    private static final long STICKY = 1L << 20;
    /** Folder, link, device, pipe, socket, character device, irregular. */
    private static final long SPECIAL = DIRECTORY | SYMLINK | 1L << 26 | 1L << 25 | 1L << 24 | 1L << 21 | 1L << 19;

    /** Replaces what wasn't sent; Podman names a target of what is no link. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public FileStat {
        name = name == null ? "" : name;
        linkTarget = (mode & SYMLINK) == 0 || linkTarget == null || linkTarget.isEmpty() ? null : linkTarget;
        more = Values.others(more);
    }

    /** @return whether it is a folder */
    public boolean isDirectory() {
        return (mode & DIRECTORY) != 0;
    }

    /** @return whether it is a symbolic link */
    public boolean isSymlink() {
        return (mode & SYMLINK) != 0;
    }

    /** @return whether it is a plain file */
    public boolean isRegularFile() {
        return (mode & SPECIAL) == 0;
    }

    /** @return as {@code chmod} takes them, such as {@code 0644} or {@code 01777} */
    public int permissions() {
        return (int) (mode & 0777)
                | ((mode & SETUID) != 0 ? 04000 : 0)
                | ((mode & SETGID) != 0 ? 02000 : 0)
                | ((mode & STICKY) != 0 ? 01000 : 0);
    }

    /** @return when it was last changed, or {@code null} when the engine doesn't say */
    public @Nullable Instant modifiedAt() {
        return Values.moment(mtime);
    }
}
