package dev.drydock.client;

import org.jspecify.annotations.Nullable;

/**
 * What to remove of what builders keep. Each method returns a copy; {@code null} leaves it to the engine.
 *
 * @param all also what images still share; the engine's default is false
 * @param reservedSpace bytes to keep
 * @param maxUsedSpace bytes to get down to, at least; needs API 1.48
 * @param minFreeSpace bytes that are to be free on the disk; needs API 1.48
 * @param filters such as {@code until}, {@code id}, {@code type}
 */
public record BuildCachePruneOptions(
        @Nullable Boolean all,
        @Nullable Long reservedSpace,
        @Nullable Long maxUsedSpace,
        @Nullable Long minFreeSpace,
        Filters filters) {
    /** What is of no use to any image. */
    public static final BuildCachePruneOptions DEFAULT =
            new BuildCachePruneOptions(null, null, null, null, Filters.NONE);

    /**
     * @param value whether to remove also what images still share
     * @return the same with that
     */
    public BuildCachePruneOptions withAll(boolean value) {
        return new BuildCachePruneOptions(value, reservedSpace, maxUsedSpace, minFreeSpace, filters);
    }

    /**
     * @param bytes to keep
     * @return the same with that
     */
    public BuildCachePruneOptions withReservedSpace(long bytes) {
        return new BuildCachePruneOptions(all, bytes, maxUsedSpace, minFreeSpace, filters);
    }

    /**
     * @param bytes to get down to
     * @return the same with that
     */
    public BuildCachePruneOptions withMaxUsedSpace(long bytes) {
        return new BuildCachePruneOptions(all, reservedSpace, bytes, minFreeSpace, filters);
    }

    /**
     * @param bytes that are to be free on the disk
     * @return the same with that
     */
    public BuildCachePruneOptions withMinFreeSpace(long bytes) {
        return new BuildCachePruneOptions(all, reservedSpace, maxUsedSpace, bytes, filters);
    }

    /**
     * @param which records to remove
     * @return the same with these filters, too
     */
    public BuildCachePruneOptions withFilters(Filters which) {
        return new BuildCachePruneOptions(all, reservedSpace, maxUsedSpace, minFreeSpace, filters.and(which));
    }
}
