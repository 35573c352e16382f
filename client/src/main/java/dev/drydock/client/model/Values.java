package dev.drydock.client.model;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands in for collections that an engine left out, or sent as null. */
final class Values {
    /** Of the year 2. */
    private static final long BEGIN = -62_104_060_800L;

    private Values() {}

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        if (list == null) {
            return List.of();
        }
        // No engine sends a null among others; what a broken one sends mustn't break who reads the list.
        // No streams on the way, here and below: this is run in each JVM's first calls, where a lambda takes a
        // millisecond.
        for (T each : list) {
            if (each == null) {
                return list.stream().filter(Objects::nonNull).toList();
            }
        }
        return Collections.unmodifiableList(list);
    }

    /** Of an image: engines before API 1.43 give one without a name {@code <none>:<none>}. */
    static List<String> names(@Nullable List<String> list) {
        List<String> names = new ArrayList<>();
        for (String each : orEmpty(list)) {
            if (!each.startsWith("<none>")) {
                names.add(each);
            }
        }
        return Collections.unmodifiableList(names);
    }

    static <V extends @Nullable Object> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** A moment as engines write it; {@code null} for none, which Go writes as the year 1. */
    static @Nullable Instant moment(@Nullable String text) {
        try {
            Instant moment = text == null ? null : OffsetDateTime.parse(text).toInstant();
            return moment == null || moment.getEpochSecond() <= BEGIN ? null : moment;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The same for what has no name of its own. As text it has its keys only: an argument or variable may be a password. */
    static Map<String, @Nullable Object> others(@Nullable Map<String, @Nullable Object> map) {
        return map == null || map.isEmpty() ? Map.of() : new Others(map);
    }

    private static final class Others extends AbstractMap<String, @Nullable Object> {
        private final Map<String, @Nullable Object> all;

        Others(Map<String, @Nullable Object> map) {
            all = Collections.unmodifiableMap(new LinkedHashMap<>(map));
        }

        @Override
        public Set<Entry<String, @Nullable Object>> entrySet() {
            return all.entrySet();
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            return all.get(key);
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return all.containsKey(key);
        }

        @Override
        public String toString() {
            return all.keySet().toString();
        }
    }
}
