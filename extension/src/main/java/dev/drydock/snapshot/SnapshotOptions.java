package dev.drydock.snapshot;

import java.util.List;

/**
 * What is read for a snapshot, and how.
 *
 * @param pause whether the containers are paused while they are read; without, they may not agree with each other
 * @param binds whether the content of bind mounts is kept
 * @param tmpfs whether the content of memory file systems is kept; it is read before the pause
 * @param checkpoint whether the processes are kept too, where the engine can do that
 * @param evidence whether logs, processes and the like are written down beside
 * @param secrets names of environment variables whose values are left out of what is written down, besides those that look
 *     secret
 */
public record SnapshotOptions(
        boolean pause, boolean binds, boolean tmpfs, boolean checkpoint, boolean evidence, List<String> secrets) {
    /** Paused, volumes only, with evidence. */
    public static final SnapshotOptions DEFAULT = new SnapshotOptions(true, false, false, false, true, List.of());

    /** Copies the list. */
    public SnapshotOptions {
        secrets = List.copyOf(secrets);
    }
}
