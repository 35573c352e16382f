package dev.drydock.client.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks into a specification that is kept as it came, so that it can be changed and sent back with all that is in it. */
final class Specs {
    private Specs() {}

    static @Nullable Object at(Map<String, @Nullable Object> spec, String... path) {
        Object at = spec;
        for (String step : path) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return at;
    }

    static @Nullable String text(Map<String, @Nullable Object> spec, String... path) {
        return at(spec, path) instanceof String text ? text : null;
    }

    static Map<String, String> labels(Map<String, @Nullable Object> spec) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (spec.get("Labels") instanceof Map<?, ?> all) {
            all.forEach((key, value) -> labels.put(String.valueOf(key), value == null ? "" : value.toString()));
        }
        return Values.orEmpty(labels);
    }
}
