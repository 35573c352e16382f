package dev.drydock.client.model;

import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /configs/ID}, and a line of {@code GET /configs}.
 *
 * @param id of the configuration
 * @param version to be given back with a change
 * @param createdAt when, in RFC 3339
 * @param updatedAt when it was last changed, in RFC 3339
 * @param spec its name, labels and data (in Base64), as the engine names them
 * @param more what else came
 */
public record ConfigDetails(
        String id,
        ObjectVersion version,
        @Nullable String createdAt,
        @Nullable String updatedAt,
        Map<String, @Nullable Object> spec,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public ConfigDetails {
        id = id == null ? "" : id;
        version = version == null ? ObjectVersion.UNKNOWN : version;
        spec = Values.others(spec);
        more = Values.others(more);
    }

    /** @return the configuration's name */
    public @Nullable String name() {
        return Specs.text(spec, "Name");
    }

    /** @return the configuration's labels */
    public Map<String, String> labels() {
        return Specs.labels(spec);
    }

    /**
     * @return what it consists of, empty when the engine sent none
     * @throws IllegalStateException when what the engine sent isn't Base64
     */
    public byte[] data() {
        String data = Specs.text(spec, "Data");
        try {
            return data == null ? new byte[0] : Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            // The cause says bytes of it.
            throw new IllegalStateException("The data of configuration '" + id + "' isn't Base64.");
        }
    }
}
