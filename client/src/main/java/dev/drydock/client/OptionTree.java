package dev.drydock.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a request while it is put together: maps in maps, reached by names with dots between. */
final class OptionTree {
    private final Map<String, Object> tree = new LinkedHashMap<>();

    /** Sets what is there to the value, a map, list, string, number or boolean. */
    void put(String path, Object value) {
        int dot = path.lastIndexOf('.');
        Map<String, Object> parent = dot < 0 ? tree : map(path.substring(0, dot));
        parent.put(path.substring(dot + 1), value instanceof Collection<?> c ? new ArrayList<>(c) : value);
    }

    /** Sets what is there, unless the value is {@code null}. */
    void putIfSet(String path, @Nullable Object value) {
        if (value != null) {
            put(path, value);
        }
    }

    /** The list there, made where there is none, to be added to. */
    @SuppressWarnings("unchecked")
    List<Object> list(String path) {
        int dot = path.lastIndexOf('.');
        Map<String, Object> parent = dot < 0 ? tree : map(path.substring(0, dot));
        return (List<Object>) parent.compute(
                path.substring(dot + 1),
                (key, old) -> old instanceof List<?> l ? new ArrayList<>(l) : new ArrayList<>());
    }

    /** The map there, made where there is none, to be added to. */
    @SuppressWarnings("unchecked")
    Map<String, Object> map(String path) {
        Map<String, Object> at = tree;
        for (String step : List.of(path.split("\\.", -1))) {
            at = (Map<String, Object>) at.compute(
                    step, (key, old) -> old instanceof Map<?, ?> m ? new LinkedHashMap<>(m) : new LinkedHashMap<>());
        }
        return at;
    }

    /** Takes over what an engine has sent, so that it can be sent back; what it sent as {@code null} is left out. */
    void mergeSent(Map<String, ? extends @Nullable Object> sent) {
        merge(tree, withoutNulls(sent));
    }

    private static Map<String, Object> withoutNulls(Map<?, ?> map) {
        Map<String, Object> left = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                left.put(String.valueOf(key), value instanceof Map<?, ?> inner ? withoutNulls(inner) : value);
            }
        });
        return left;
    }

    /** Takes over all that another body has, over what is here. */
    void merge(Map<String, Object> other) {
        merge(tree, other);
    }

    @SuppressWarnings("unchecked")
    private static void merge(Map<String, Object> into, Map<String, Object> from) {
        from.forEach((key, value) -> {
            if (value instanceof Map<?, ?> branch) {
                Map<String, Object> own = into.get(key) instanceof Map<?, ?> old
                        ? new LinkedHashMap<>((Map<String, Object>) old)
                        : new LinkedHashMap<>();
                merge(own, (Map<String, Object>) branch);
                into.put(key, own);
            } else {
                into.put(key, copy(value));
            }
        });
    }

    /** @return a copy of the whole */
    Map<String, Object> copy() {
        return copy(tree);
    }

    static Map<String, Object> copy(Map<String, Object> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(key, copy(value)));
        return copy;
    }

    @SuppressWarnings("unchecked")
    private static Object copy(Object value) {
        if (value instanceof Map) {
            return copy((Map<String, Object>) value);
        }
        return value instanceof List<?> list ? new ArrayList<Object>(list) : value;
    }
}
