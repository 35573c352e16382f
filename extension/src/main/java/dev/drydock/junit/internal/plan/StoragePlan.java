package dev.drydock.junit.internal.plan;

import java.util.List;
import java.util.Map;

/**
 * What a container sees of other file systems.
 *
 * @param mounts volumes and folders of this machine
 * @param tmpfs options by path
 */
public record StoragePlan(List<Mount> mounts, Map<String, String> tmpfs) {
    /**
     * A volume, or something of this machine.
     *
     * @param kind which of them
     * @param source the volume's name, empty for one of the container's own; the path on this machine
     * @param path in the container
     * @param readOnly whether the container can't write to it
     */
    public record Mount(Kind kind, String source, String path, boolean readOnly) {}

    /** What is mounted. */
    public enum Kind {
        /** A volume of the engine. */
        VOLUME,
        /** A file or folder of this machine. */
        BIND
    }
}
