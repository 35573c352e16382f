package dev.drydock.junit.internal.plan;

import dev.drydock.junit.Scope;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A container that a test shares with others.
 *
 * @param key the same for all who share it
 * @param changed whether the test changes it
 */
public record SharedUse(String key, boolean changed) {
    private static final String PREFIX = "dev.drydock.container ";

    /** Whether something below an outermost class says that it changes a container. */
    private static final ClassValue<Boolean> CHANGING = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isChanging(type);
        }
    };

    /**
     * What a test shares. Containers of a class are left out when nothing in the class changes one: those who share them would
     * only have the trouble of it.
     *
     * @param classes around the test, outermost first, its own last
     * @param method the test
     */
    public static Set<SharedUse> of(List<Class<?>> classes, Method method) {
        Set<SharedUse> uses = new HashSet<>();
        boolean changing = classes.stream().anyMatch(CHANGING::get);
        for (Class<?> each : classes) {
            plans(each).ifPresent(all -> {
                add(uses, all.ofClass(), each.getName(), changing, classes, method);
                Optional.ofNullable(all.ofMethods().get(method))
                        .ifPresent(plan -> add(uses, plan, "", false, classes, method));
            });
        }
        return uses;
    }

    private static Optional<ClassPlans> plans(Class<?> type) {
        try {
            return Optional.of(ClassPlans.declared(type));
        } catch (ExtensionConfigurationException e) {
            // The test itself reports it.
            return Optional.empty();
        }
    }

    private static void add(
            Set<SharedUse> uses, ScopePlan plan, String owner, boolean ofClass, List<Class<?>> classes, Method method) {
        for (ContainerPlan container : plan.containers()) {
            boolean session = container.life().scope() == Scope.SESSION;
            if (session || ofClass) {
                String key = PREFIX + (session ? "of the session: " : "of " + owner + ": ") + container.name();
                uses.add(new SharedUse(key, changes(container.name(), classes, method)));
            }
        }
    }

    private static boolean changes(String container, List<Class<?>> classes, Method method) {
        List<AnnotatedElement> elements = new ArrayList<>(classes);
        elements.add(method);
        return elements.stream()
                .flatMap(each -> Changes.changed(each).stream())
                .anyMatch(names -> names.isEmpty() || names.contains(container));
    }

    private static boolean isChanging(Class<?> type) {
        return Changes.changed(type).isPresent()
                || !ReflectionSupport.findMethods(
                                type, each -> Changes.changed(each).isPresent(), HierarchyTraversalMode.TOP_DOWN)
                        .isEmpty()
                || ReflectionSupport.findNestedClasses(type, each -> true).stream()
                        .anyMatch(SharedUse::isChanging);
    }
}
