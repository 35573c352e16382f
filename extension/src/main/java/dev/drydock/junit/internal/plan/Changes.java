package dev.drydock.junit.internal.plan;

import dev.drydock.junit.ChangesContainer;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** What classes and methods say of containers that they change. */
final class Changes {
    private Changes() {}

    /** Reports names that no container has. */
    static void check(Class<?> testClass, List<String> around, Map<Method, ScopePlan> ofMethods, Mistakes mistakes) {
        check(testClass, "class " + testClass.getSimpleName(), around, mistakes);
        List<Method> methods = ReflectionSupport.findMethods(
                testClass,
                each -> AnnotationSupport.isAnnotated(each, ChangesContainer.class),
                HierarchyTraversalMode.TOP_DOWN);
        for (Method method : methods) {
            List<String> known = new ArrayList<>(around);
            Optional.ofNullable(ofMethods.get(method))
                    .ifPresent(plan -> plan.containers().forEach(each -> known.add(each.name())));
            check(method, "method " + testClass.getSimpleName() + "." + method.getName(), known, mistakes);
        }
    }

    private static void check(AnnotatedElement element, String where, List<String> known, Mistakes mistakes) {
        for (String name : changed(element).orElse(List.of())) {
            if (!known.contains(name)) {
                mistakes.add(
                        "@ChangesContainer on " + where,
                        "there is no container '" + name + "'; there "
                                + (known.isEmpty() ? "is none" : "are " + known));
            }
        }
    }

    /** The names that it says; an empty list for all; nothing when it says nothing. */
    static Optional<List<String>> changed(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, ChangesContainer.class).map(each -> List.of(each.value()));
    }
}
