package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code POST /containers/create}.
 *
 * @param id 64 hexadecimal digits
 * @param warnings what the engine doesn't do as it was told, in its words
 * @param more what else came
 */
public record CreatedContainer(String id, List<String> warnings, Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent, but for the id. */
    public CreatedContainer {
        Objects.requireNonNull(id, "the engine gave no Id");
        warnings = Values.orEmpty(warnings);
        more = Values.others(more);
    }
}
