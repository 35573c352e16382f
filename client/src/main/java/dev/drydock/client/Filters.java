package dev.drydock.client;

import dev.drydock.client.internal.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which containers, images, networks, … to list, to prune or to be told of. Filters of different names must all hold; of
 * several values of one name any will do, but for labels, which must all be there. An engine refuses a name that it doesn't
 * know with a {@link BadRequestException}. Immutable.
 *
 * <pre>{@code
 * client.containers().list(Filters.by("status", "exited").and("exited", "1").label("stage", "test"));
 * }</pre>
 */
public final class Filters {
    /** Lets everything through. */
    public static final Filters NONE = new Filters(Map.of());

    private final Map<String, List<String>> values;

    private Filters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * @param name such as {@code status}
     * @param anyOf at least one
     * @return a filter of that name alone
     */
    public static Filters by(String name, Object... anyOf) {
        return NONE.and(name, anyOf);
    }

    /**
     * @param key of a label, with any value
     * @return a filter for what has it
     */
    public static Filters byLabel(String key) {
        return NONE.label(key);
    }

    /**
     * @param key of a label
     * @param value that it must have
     * @return a filter for what has it
     */
    public static Filters byLabel(String key, String value) {
        return NONE.label(key, value);
    }

    /**
     * @param name such as {@code status}
     * @param anyOf at least one; enums and numbers are written as the engine wants them
     * @return these filters and that one
     */
    public Filters and(String name, Object... anyOf) {
        if (name.isBlank() || anyOf.length == 0) {
            throw new IllegalArgumentException("The filter '" + name + "' needs a name, and a value at least.");
        }
        Map<String, List<String>> all = new LinkedHashMap<>(values);
        List<String> own = new ArrayList<>(all.getOrDefault(name, List.of()));
        for (Object value : anyOf) {
            own.add(String.valueOf(value));
        }
        all.put(name, Collections.unmodifiableList(own));
        return new Filters(Collections.unmodifiableMap(all));
    }

    /**
     * @param others such as {@link #byLabel(String)}
     * @return these filters and those
     */
    public Filters and(Filters others) {
        Filters all = this;
        for (Map.Entry<String, List<String>> each : others.values.entrySet()) {
            all = all.and(each.getKey(), each.getValue().toArray());
        }
        return all;
    }

    /**
     * @param key of a label, with any value
     * @return these filters, for what also has the label
     */
    public Filters label(String key) {
        return and("label", key);
    }

    /**
     * @param key of a label
     * @param value that it must have
     * @return these filters, for what also has the label
     */
    public Filters label(String key, String value) {
        return and("label", key + "=" + value);
    }

    /** @return the values by the filters' names */
    public Map<String, List<String>> asMap() {
        return values;
    }

    /** @return as the query has it, {@code null} to leave it out */
    @Nullable
    String query() {
        return values.isEmpty() ? null : Json.text(values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Filters filters && filters.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** @return such as <code>{label=[stage=test]}</code> */
    @Override
    public String toString() {
        return values.toString();
    }
}
