package dev.drydock.client.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code POST /services/create}.
 *
 * @param id of the service
 * @param warnings such as that the image's digest couldn't be found out
 * @param more what else came
 */
public record CreatedService(String id, List<String> warnings, Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public CreatedService {
        id = id == null ? "" : id;
        List<String> all = new ArrayList<>(Values.orEmpty(warnings));
        more = Values.others(more);
        // Older engines have one at most, under this name.
        if (more.get("Warning") instanceof String one && !one.isBlank()) {
            all.add(one);
        }
        warnings = Values.orEmpty(all);
    }
}
