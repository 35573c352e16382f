package dev.drydock.snapshot;

import dev.drydock.client.ArchiveEntry;

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
 */
public record FileState(ArchiveEntry.Kind kind, int mode, long uid, long gid, long size, String link, String sha256) {}
