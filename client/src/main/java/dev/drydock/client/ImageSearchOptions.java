package dev.drydock.client;

import org.jspecify.annotations.Nullable;

/**
 * What to find in a registry. Each method returns a copy.
 *
 * @param limit of results, 1 to 100; {@code null} for the engine's 25
 * @param filters {@code is-official}, {@code stars}
 */
public record ImageSearchOptions(@Nullable Integer limit, Filters filters) {
    /** The first 25, whatever they are. */
    public static final ImageSearchOptions DEFAULT = new ImageSearchOptions(null, Filters.NONE);

    /** Checks the limit. */
    public ImageSearchOptions {
        if (limit != null && (limit < 1 || limit > 100)) {
            throw new IllegalArgumentException("A search can't have " + limit + " results at most: say 1 to 100.");
        }
    }

    /**
     * @param results 1 to 100
     * @return the same with this limit
     */
    public ImageSearchOptions withLimit(int results) {
        return new ImageSearchOptions(results, filters);
    }

    /**
     * @param which results to keep
     * @return the same with these filters, too
     */
    public ImageSearchOptions withFilters(Filters which) {
        return new ImageSearchOptions(limit, filters.and(which));
    }
}
