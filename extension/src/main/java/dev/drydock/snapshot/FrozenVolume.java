package dev.drydock.snapshot;

/**
 * Something that was mounted in a container of a snapshot.
 *
 * @param kind what it was
 * @param volume the engine's name for it: two containers of a snapshot that have the same shared it; of a bind mount, the path
 *     on the engine's machine; empty for memory
 * @param path in the container
 * @param readOnly whether the container couldn't write to it
 * @param kept whether its data is in the image of this container. Of a volume that several share, the image of the first has it
 */
public record FrozenVolume(Kind kind, String volume, String path, boolean readOnly, boolean kept) {
    /** What was mounted. */
    public enum Kind {
        /** A volume with a name that somebody gave it. */
        NAMED,
        /** A volume of the container's own. */
        ANONYMOUS,
        /** A file or folder of the engine's machine. */
        BIND,
        /** Memory. */
        TMPFS
    }
}
