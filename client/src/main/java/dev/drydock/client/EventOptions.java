package dev.drydock.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events to be told of. Each method returns a copy.
 *
 * @param since begin with what happened then; {@code null} for now. Engines remember a few hundred events.
 * @param until end then, by the engine's clock; {@code null} to go on for ever
 * @param filters such as {@code type}, {@code event}, {@code container}, {@code image}, {@code label}, {@code network},
 *     {@code volume}
 */
public record EventOptions(
        @Nullable Instant since, @Nullable Instant until, Filters filters) {
    /** All from now on. */
    public static final EventOptions DEFAULT = new EventOptions(null, null, Filters.NONE);

    /**
     * @param moment to begin with
     * @return the same from then on
     */
    public EventOptions withSince(Instant moment) {
        return new EventOptions(moment, until, filters);
    }

    /**
     * @param moment to end at
     * @return the same until then
     */
    public EventOptions withUntil(Instant moment) {
        return new EventOptions(since, moment, filters);
    }

    /**
     * @param which events to be told of
     * @return the same with these filters, too
     */
    public EventOptions withFilters(Filters which) {
        return new EventOptions(since, until, filters.and(which));
    }
}
