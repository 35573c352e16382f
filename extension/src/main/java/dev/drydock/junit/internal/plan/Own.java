package dev.drydock.junit.internal.plan;

import java.util.Optional;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Something of the user's: a class to make an instance of or, where code declares the container, an instance.
 *
 * @param type its class
 * @param instance empty for one that is made when it is needed
 * @param <T> what it is used as
 */
public record Own<T>(Class<? extends T> type, Optional<T> instance) {
    /** A class with a constructor without parameters. */
    public static <T> Own<T> of(Class<? extends T> type) {
        return new Own<>(type, Optional.empty());
    }

    /** An instance, or a lambda. */
    @SuppressWarnings("unchecked")
    public static <T> Own<T> of(T instance) {
        return new Own<>((Class<? extends T>) instance.getClass(), Optional.of(instance));
    }

    /** The instance, or a new one. */
    public T get() {
        return instance.orElseGet(() -> ReflectionSupport.newInstance(type));
    }

    @Override
    public String toString() {
        return type.getName();
    }
}
