package dev.drydock.client;

import org.jspecify.annotations.Nullable;

/**
 * How to start a container.
 *
 * @param detachKeys which keys let go of its terminal; {@code null} for the engine's own
 * @param checkpoint to go on from, on a Docker engine in experimental mode; {@code null} for a plain start
 * @param checkpointDir where it lies on the engine's machine; {@code null} for the engine's own place
 */
public record StartOptions(
        @Nullable String detachKeys,
        @Nullable String checkpoint,
        @Nullable String checkpointDir) {
    /** A plain start. */
    public static final StartOptions DEFAULT = new StartOptions(null, null, null);

    /**
     * @param keys such as {@code ctrl-p,ctrl-q}
     * @return the same, with them
     */
    public StartOptions withDetachKeys(String keys) {
        return new StartOptions(keys, checkpoint, checkpointDir);
    }

    /**
     * @param name of a checkpoint of the container
     * @return the same, going on from there
     */
    public StartOptions withCheckpoint(String name) {
        return new StartOptions(detachKeys, name, checkpointDir);
    }

    /**
     * @param folder on the engine's machine
     * @return the same, with the checkpoint from there
     */
    public StartOptions withCheckpointDir(String folder) {
        return new StartOptions(detachKeys, checkpoint, folder);
    }
}
