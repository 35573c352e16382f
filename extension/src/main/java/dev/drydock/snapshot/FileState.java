package dev.drydock.snapshot;

import dev.drydock.client.ArchiveEntry;
import java.time.Instant;

/**
 * A file as it is in an image.
 *
 * @param kind what it is; another name of a file is a file
 * @param mode the permissions, with the bits for set-user-id, set-group-id and sticky: 07777 at most
 * @param uid number of the owner
 * @param gid number of the group
 * @param size in bytes, of a file's content; 0 of all others
 * @param link where a symbolic link leads; else empty
 * @param sha256 of a file's content, 64 hexadecimal digits; empty of all others
 * @param modified when it was changed last, in whole seconds where the engine keeps no more
 */
public record FileState(
        ArchiveEntry.Kind kind, int mode, long uid, long gid, long size, String link, String sha256, Instant modified) {
    /**
     * @param other the file at another time
     * @return whether all is the same but for when it was changed
     */
    public boolean isSame(FileState other) {
        return equals(new FileState(
                other.kind, other.mode, other.uid, other.gid, other.size, other.link, other.sha256, modified));
    }
}
