package dev.drydock.client;

import java.time.Instant;

/**
 * What an archive says of a member besides its name and content.
 *
 * @param mode permissions, such as {@code 0644}, with the bits for set-user-id, set-group-id and sticky above them
 * @param uid number of the owner
 * @param gid number of the group
 * @param time when it was last changed; whole seconds are kept
 */
public record TarAttributes(int mode, int uid, int gid, Instant time) {
    private static final int ALL = 07777;

    /** Refuses what no file can have. */
    public TarAttributes {
        if (mode < 0 || mode > ALL) {
            throw new IllegalArgumentException("Not a file's mode: " + mode + "; it is 0 to 07777 (4095).");
        }
        if (uid < 0 || gid < 0) {
            throw new IllegalArgumentException("Not an owner: " + uid + ":" + gid + "; both numbers are 0 or more.");
        }
    }

    /**
     * @param mode permissions, such as {@code 0644}
     * @return root's, as old as 1970
     */
    public static TarAttributes of(int mode) {
        return new TarAttributes(mode, 0, 0, Instant.EPOCH);
    }

    /**
     * @param user number of the owner
     * @param group number of the group
     * @return the same with these
     */
    public TarAttributes withOwner(int user, int group) {
        return new TarAttributes(mode, user, group, time);
    }

    /**
     * @param changed when it was last changed
     * @return the same with this
     */
    public TarAttributes withTime(Instant changed) {
        return new TarAttributes(mode, uid, gid, changed);
    }
}
