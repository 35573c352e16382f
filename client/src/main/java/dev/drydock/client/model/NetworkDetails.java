package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /networks/ID}, and a line of {@code GET /networks}.
 *
 * @param id of the network
 * @param name not necessarily unique
 * @param driver such as {@code bridge}
 * @param created when, in RFC 3339
 * @param labels of the network
 * @param more what else came, address pools and connected containers included
 */
public record NetworkDetails(
        String id,
        @Nullable String name,
        @Nullable String driver,
        @Nullable String created,
        Map<String, String> labels,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public NetworkDetails {
        id = id == null ? "" : id;
        labels = Values.orEmpty(labels);
        more = Values.others(more);
    }
}
