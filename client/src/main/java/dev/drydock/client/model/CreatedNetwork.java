package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code POST /networks/create}.
 *
 * @param id of the network
 * @param warning what the engine has to say; empty or {@code null} for nothing
 * @param more what else came
 */
public record CreatedNetwork(String id, @Nullable String warning, Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public CreatedNetwork {
        id = id == null ? "" : id;
        more = Values.others(more);
    }
}
