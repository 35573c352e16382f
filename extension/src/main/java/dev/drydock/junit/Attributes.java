package dev.drydock.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values of an annotation's attributes, said by code: the annotation is read and checked as one that was written. */
final class Attributes {
    private final Map<String, Object> values;

    Attributes() {
        this(new LinkedHashMap<>());
    }

    private Attributes(Map<String, Object> values) {
        this.values = values;
    }

    Attributes copy() {
        return new Attributes(new LinkedHashMap<>(values));
    }

    boolean has(String attribute) {
        return values.containsKey(attribute);
    }

    /** Says a value, or another one. */
    Attributes set(String attribute, Object value) {
        values.put(attribute, Objects.requireNonNull(value, attribute));
        return this;
    }

    /** Adds to an attribute that takes several. */
    Attributes add(String attribute, Object array) {
        values.merge(attribute, Objects.requireNonNull(array, attribute), Attributes::joined);
        return this;
    }

    /** Takes over another's values: several add up, of one there may be only one. */
    Attributes addAll(Attributes other) {
        other.values.forEach((attribute, value) -> {
            if (value.getClass().isArray()) {
                add(attribute, value);
            } else if (values.putIfAbsent(attribute, value) != null) {
                throw new IllegalArgumentException(attribute + " is said twice");
            }
        });
        return this;
    }

    private static Object joined(Object first, Object second) {
        int length = Array.getLength(first);
        int more = Array.getLength(second);
        Object both = Array.newInstance(first.getClass().getComponentType(), length + more);
        System.arraycopy(first, 0, both, 0, length);
        System.arraycopy(second, 0, both, length, more);
        return both;
    }

    /** The annotation, with the defaults of what wasn't said. */
    <A extends Annotation> A as(Class<A> type) {
        return type.cast(annotation(type, type));
    }

    /**
     * The annotation.
     *
     * @param more interfaces whose methods are answered by values of their names
     */
    Object annotation(Class<? extends Annotation> type, Class<?>... more) {
        Map<String, Object> fixed = Map.copyOf(values);
        return Proxy.newProxyInstance(Attributes.class.getClassLoader(), more, (proxy, method, arguments) -> {
            Object value = fixed.get(method.getName());
            return value != null ? value : general(type, proxy, method.getName(), arguments, method.getDefaultValue());
        });
    }

    private static @Nullable Object general(
            Class<?> type, Object proxy, String method, Object @Nullable [] arguments, @Nullable Object byDefault) {
        return switch (method) {
            case "annotationType" -> type;
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "@" + type.getSimpleName() + " by code";
            default -> byDefault;
        };
    }
}
