package dev.drydock.client;

import java.util.Locale;

/** What takes space on an engine's disk. */
public enum DiskUsageType {
    /** Containers, with what they have written. */
    CONTAINER,
    /** Images. */
    IMAGE,
    /** Volumes. */
    VOLUME,
    /** What builders keep. */
    BUILD_CACHE;

    /** As the query has it. */
    String query() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
