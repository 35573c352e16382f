package dev.drydock.junit.internal.start;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as text, which is the same in each run when they are equal, and another one when they aren't. What a record
 * gets later is written, too.
 */
final class Canonical {
    private final StringBuilder text = new StringBuilder();

    /**
     * @param name told from others
     * @param value of records, collections, texts and numbers
     * @return this
     * @throws IllegalArgumentException when there is something else in it
     */
    Canonical add(String name, @Nullable Object value) {
        text.append(name).append('=');
        write(value);
        text.append('\n');
        return this;
    }

    private void write(@Nullable Object value) {
        if (value == null) {
            text.append('-');
        } else if (value instanceof Optional<?> optional) {
            write(optional.orElse(null));
        } else if (value instanceof OptionalInt optional) {
            write(optional.isPresent() ? (Integer) optional.getAsInt() : null);
        } else if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put(String.valueOf(key), each));
            text.append('{');
            sorted.forEach(this::add);
            text.append('}');
        } else if (value instanceof Set<?> set) {
            Set<String> sorted = new TreeSet<>();
            set.forEach(each -> sorted.add(new Canonical().add("", each).toString()));
            write(List.copyOf(sorted));
        } else if (value instanceof List<?> list) {
            text.append('[');
            list.forEach(each -> add("", each));
            text.append(']');
        } else if (value instanceof Record fields) {
            record(fields);
        } else if (value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum<?>
                || value instanceof Duration
                || value instanceof Path) {
            // With its length: nothing in it can be taken for what comes after.
            text.append(value.toString().length()).append(':').append(value);
        } else if (value instanceof Class<?> type) {
            write(type.getName());
        } else {
            throw new IllegalArgumentException("There is no text for a " + value.getClass());
        }
    }

    private void record(Record fields) {
        text.append('(');
        for (RecordComponent each : fields.getClass().getRecordComponents()) {
            try {
                add(each.getName(), each.getAccessor().invoke(fields));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalArgumentException("Cannot read " + each, e);
            }
        }
        text.append(')');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
