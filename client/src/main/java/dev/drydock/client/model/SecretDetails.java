package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /secrets/ID}, and a line of {@code GET /secrets}. What the secret is, the engine doesn't give.
 *
 * @param id of the secret
 * @param version to be given back with a change; Podman has none
 * @param createdAt when, in RFC 3339
 * @param updatedAt when it was last changed, in RFC 3339
 * @param spec its name, labels and driver, as the engine names them
 * @param more what else came
 */
public record SecretDetails(
        String id,
        ObjectVersion version,
        @Nullable String createdAt,
        @Nullable String updatedAt,
        Map<String, @Nullable Object> spec,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public SecretDetails {
        id = id == null ? "" : id;
        version = version == null ? ObjectVersion.UNKNOWN : version;
        spec = Values.others(spec);
        more = Values.others(more);
    }

    /** @return the secret's name */
    public @Nullable String name() {
        return Specs.text(spec, "Name");
    }

    /** @return the secret's labels */
    public Map<String, String> labels() {
        return Specs.labels(spec);
    }
}
