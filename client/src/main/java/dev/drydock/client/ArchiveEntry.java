package dev.drydock.client;

import java.time.Instant;

/**
 * An entry of a tar archive.
 *
 * @param name without {@code ./} or {@code /} at its beginning and without {@code /} at its end; empty for the archive's root
 * @param kind what it is
 * @param mode the permissions, with the bits for set-user-id, set-group-id and sticky: 07777 at most
 * @param uid number of the owner
 * @param gid number of the group
 * @param size in bytes, of a file's content; 0 of all others
 * @param modified when it was changed last
 * @param link where a link leads: of a hard link a name as {@code name} is, of a symbolic link as it stands there; else empty
 */
public record ArchiveEntry(
        String name, Kind kind, int mode, long uid, long gid, long size, Instant modified, String link) {
    /** What an entry is. */
    public enum Kind {
        /** A file. */
        FILE,
        /** A folder. */
        FOLDER,
        /** A symbolic link. */
        SYMLINK,
        /** Another name of a file that came before in the archive. */
        HARD_LINK,
        /** A device, pipe or socket. */
        SPECIAL
    }

    /** Reads an entry. */
    @FunctionalInterface
    public interface Reader {
        /**
         * @param entry as it comes
         * @param content of a file, to be read as far as is wanted; ends with the file
         * @throws java.io.IOException ends the reading
         */
        void read(ArchiveEntry entry, java.io.InputStream content) throws java.io.IOException;
    }
}
