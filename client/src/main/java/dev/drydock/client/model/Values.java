package dev.drydock.client.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands in for collections that an engine left out, or sent as null. */
final class Values {
    private Values() {}

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : Collections.unmodifiableList(list);
    }

    static <V extends @Nullable Object> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
