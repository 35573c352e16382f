package dev.drydock.client;

import org.jspecify.annotations.Nullable;

/**
 * Which containers to list, and what of them.
 *
 * <pre>{@code
 * ContainerListOptions.ALL.withFilters(Filters.by("status", ContainerStatus.EXITED)).withLimit(10);
 * }</pre>
 *
 * @param all whether also those that don't run
 * @param size whether with their sizes on disk, which takes the engine a while
 * @param limit only so many of the newest, stopped ones included; {@code null} for no limit
 * @param filters for which of them
 */
public record ContainerListOptions(
        boolean all, boolean size, @Nullable Integer limit, Filters filters) {
    /** All of them, stopped ones included. */
    public static final ContainerListOptions ALL = new ContainerListOptions(true, false, null, Filters.NONE);

    /** Only those that run, paused ones included. */
    public static final ContainerListOptions RUNNING = new ContainerListOptions(false, false, null, Filters.NONE);

    /** Refuses a limit below 1. */
    public ContainerListOptions {
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException("Cannot list " + limit + " containers: a limit begins at 1.");
        }
    }

    /** @return the same, with sizes on disk */
    public ContainerListOptions withSize() {
        return new ContainerListOptions(all, true, limit, filters);
    }

    /**
     * @param count how many of the newest at most
     * @return the same with this limit
     */
    public ContainerListOptions withLimit(int count) {
        return new ContainerListOptions(all, size, count, filters);
    }

    /**
     * @param container id or name
     * @return the same, of those that were created after it
     */
    public ContainerListOptions withSince(String container) {
        return withFilters(Filters.by("since", Containers.name(container)));
    }

    /**
     * @param container id or name
     * @return the same, of those that were created before it
     */
    public ContainerListOptions withBefore(String container) {
        return withFilters(Filters.by("before", Containers.name(container)));
    }

    /**
     * @param which of the containers to list
     * @return the same with these filters, too
     */
    public ContainerListOptions withFilters(Filters which) {
        return new ContainerListOptions(all, size, limit, filters.and(which));
    }
}
