package dev.drydock.junit.internal.start;

import dev.drydock.junit.RunningContainer;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * The static fields that a class has been given. Classes that inherit a field share it: while one runs, another can't have
 * something else in it.
 */
@SuppressWarnings("deprecation") // JUnit 5.12 closes only this kind of resource, later ones prefer AutoCloseable.
final class StaticFields implements Store.CloseableResource, AutoCloseable {
    private static final Map<Field, Map<StaticFields, Object>> IN_USE = new HashMap<>();

    private final Class<?> testClass;
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean set;

    StaticFields(Class<?> testClass) {
        this.testClass = testClass;
    }

    /** Sets them, once for the class. */
    synchronized void setOnce(Supplier<Map<Field, Object>> values) {
        if (set) {
            return;
        }
        values.get().forEach((field, value) -> {
            claim(field, value);
            TestFields.set(field, null, value);
        });
        set = true;
    }

    private void claim(Field field, Object value) {
        synchronized (IN_USE) {
            Map<StaticFields, Object> users = IN_USE.computeIfAbsent(field, key -> new LinkedHashMap<>());
            users.forEach((other, its) -> {
                if (other != this && !isSame(value, its)) {
                    throw new ExtensionConfigurationException("Static field "
                            + field.getDeclaringClass().getName() + "." + field.getName()
                            + " can't hold two things at once: " + testClass.getName() + " has containers of its own,"
                            + " and " + other.testClass.getName()
                            + ", which runs at the same time, uses the field, too."
                            + " Make it an instance field, or take a parameter.");
                }
            });
            users.put(this, value);
        }
    }

    private static boolean isSame(Object a, Object b) {
        if (a instanceof RunningContainer one && b instanceof RunningContainer other) {
            return one.id().equals(other.id());
        }
        return a.equals(b);
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        synchronized (IN_USE) {
            IN_USE.values().forEach(each -> each.remove(this));
            IN_USE.values().removeIf(Map::isEmpty);
        }
    }
}
