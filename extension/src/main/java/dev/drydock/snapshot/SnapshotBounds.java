package dev.drydock.snapshot;

import java.time.Duration;

/**
 * How much of snapshots an engine is to keep. What is beyond is removed, the oldest first.
 *
 * @param count snapshots at most; 0 for none
 * @param bytes at most, of what they don't share with each other or with other images. The latest stays even if it alone has more
 * @param age how old one may become, from the moment on that it is on this engine
 */
public record SnapshotBounds(int count, long bytes, Duration age) {
    /** 20 snapshots, 10 GiB, 14 days. */
    public static final SnapshotBounds DEFAULT = new SnapshotBounds(20, 10L << 30, Duration.ofDays(14));

    /** Refuses what is below zero. */
    public SnapshotBounds {
        if (count < 0 || bytes < 0 || age.isNegative()) {
            throw new IllegalArgumentException("Bounds of snapshots can't be below zero: " + count + " snapshots, "
                    + bytes + " bytes, an age of " + age);
        }
    }
}
