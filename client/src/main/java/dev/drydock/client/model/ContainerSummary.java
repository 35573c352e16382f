package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code GET /containers/json}.
 *
 * @param id 64 hexadecimal digits
 * @param names each begins with {@code /} on Docker
 * @param image as it was named at creation
 * @param imageID of the image
 * @param state such as {@code running}
 * @param status in words, such as {@code Up 2 minutes}
 * @param created when, in seconds since 1970
 * @param labels of the container
 * @param more what else came
 */
public record ContainerSummary(
        String id,
        List<String> names,
        @Nullable String image,
        @Nullable String imageID,
        @Nullable String state,
        @Nullable String status,
        long created,
        Map<String, String> labels,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public ContainerSummary {
        id = id == null ? "" : id;
        names = Values.orEmpty(names);
        labels = Values.orEmpty(labels);
        more = Values.others(more);
    }
}
