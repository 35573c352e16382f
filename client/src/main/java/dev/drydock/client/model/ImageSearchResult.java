package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code GET /images/search}.
 *
 * @param name of the repository
 * @param description in words of who made it
 * @param isOfficial whether Docker itself looks after it
 * @param isAutomated always false nowadays
 * @param starCount how many users have marked it
 * @param more what else came
 */
public record ImageSearchResult(
        String name,
        @Nullable String description,
        boolean isOfficial,
        boolean isAutomated,
        long starCount,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public ImageSearchResult {
        name = name == null ? "" : name;
        more = Values.others(more);
        // As Podman writes.
        isOfficial |= "[OK]".equals(more.get("Official"));
        starCount = more.get("Stars") instanceof Number stars ? stars.longValue() : starCount;
    }
}
