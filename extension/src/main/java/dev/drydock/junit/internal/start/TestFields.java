package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.plan.InjectedFields;
import dev.drydock.junit.internal.plan.InjectionPoint;
import dev.drydock.junit.internal.session.EngineSession;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.ReflectionSupport;

/** Sets the fields that ask for something of a container, once for each class and instance. */
public final class TestFields {
    private final ExtensionContext context;

    /** @param context whose containers have been started */
    public TestFields(ExtensionContext context) {
        this.context = context;
    }

    /** Those of the class, and of the classes around it: each gets what is there for its class. */
    public void setStatic() {
        for (ExtensionContext each : new Scopes(context).classContexts()) {
            Class<?> type = each.getRequiredTestClass();
            if (fields(type, true).isEmpty()) {
                continue;
            }
            each.getStore(EngineSession.NAMESPACE)
                    .getOrComputeIfAbsent(
                            "static fields of " + type.getName(), key -> new StaticFields(type), StaticFields.class)
                    .setOnce(() -> values(type, true, each));
        }
    }

    /**
     * Those of an instance. One that all tests of a class share gets what is there for the class: something else in it for
     * each test would be wrong when two of them run at the same time.
     *
     * @param instance that nobody uses yet
     */
    public void set(Object instance) {
        if (fields(instance.getClass(), false).isEmpty()) {
            return;
        }
        ExtensionContext owner = owner(instance);
        Set<Object> done = done(owner);
        synchronized (done) {
            if (!done.contains(instance)) {
                values(instance.getClass(), false, owner).forEach((field, value) -> set(field, instance, value));
                done.add(instance);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Set<Object> done(ExtensionContext owner) {
        return owner.getStore(EngineSession.NAMESPACE)
                .getOrComputeIfAbsent(
                        "instances with fields of " + owner.getUniqueId(),
                        key -> Collections.newSetFromMap(new IdentityHashMap<>()),
                        Set.class);
    }

    /** The outermost context that has the instance: that of its class where all its tests share it. */
    private ExtensionContext owner(Object instance) {
        ExtensionContext owner = context;
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            ExtensionContext each = at.get();
            boolean has = each.getTestInstances()
                    .filter(all -> all.getAllInstances().stream().anyMatch(one -> one == instance))
                    .isPresent();
            owner = has ? each : owner;
        }
        return owner;
    }

    private static List<Field> fields(Class<?> type, boolean ofClass) {
        return InjectedFields.of(type).stream()
                .filter(each -> Modifier.isStatic(each.getModifiers()) == ofClass)
                .toList();
    }

    private static Map<Field, Object> values(Class<?> type, boolean ofClass, ExtensionContext owner) {
        Scopes scopes = new Scopes(owner);
        Map<Field, Object> values = new LinkedHashMap<>();
        for (Field field : fields(type, ofClass)) {
            values.put(field, value(field, scopes.containers(), scopes.containersOf(type), owner));
        }
        return values;
    }

    /** A test that has a container more than its class doesn't make the fields of the class ambiguous. */
    private static Object value(
            Field field, List<LiveContainer> ofTest, List<LiveContainer> ofClass, ExtensionContext owner) {
        try {
            return value(field, ofTest, owner);
        } catch (ExtensionConfigurationException e) {
            if (ofClass.size() == ofTest.size()) {
                throw e;
            }
            try {
                return value(field, ofClass, owner);
            } catch (ExtensionConfigurationException ofFewer) {
                throw e;
            }
        }
    }

    private static Object value(Field field, List<LiveContainer> containers, ExtensionContext owner) {
        return new Injection(InjectionPoint.of(field), containers, owner, ExtensionConfigurationException::new).value();
    }

    /** JUnit is who may reach into the packages of test classes that are modules. */
    static void set(Field field, @Nullable Object instance, Object value) {
        try {
            ReflectionSupport.makeAccessible(field).set(instance, value);
        } catch (IllegalAccessException | RuntimeException e) {
            throw new ExtensionConfigurationException(InjectionPoint.of(field) + " can't be set: " + e.getMessage(), e);
        }
    }
}
