package dev.drydock.junit.internal.plan;

import dev.drydock.junit.WithContainer;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the declarations that apply to a class or method. JUnit's own search would let a class's annotation hide the one
 * that it inherits; ours add up.
 */
final class Declarations {
    private Declarations() {}

    /**
     * The declarations of one element.
     *
     * @param where such as {@code class OrderTests}
     * @param containers in the order in which they were written
     */
    record Declared(String where, List<WithContainer> containers) {}

    /** The class's own and inherited ones: superclasses first, then interfaces, then the class. */
    static List<Declared> of(Class<?> type) {
        Set<Class<?>> line = new LinkedHashSet<>();
        collect(type, line);
        return line.stream()
                .map(each -> of(each, "class " + each.getSimpleName()))
                .filter(Declarations::any)
                .toList();
    }

    /** The method's own ones. */
    static List<Declared> of(Method method) {
        String where = "method " + method.getDeclaringClass().getSimpleName() + "." + method.getName();
        return List.of(of(method, where)).stream().filter(Declarations::any).toList();
    }

    private static boolean any(Declared declared) {
        return !declared.containers().isEmpty();
    }

    private static void collect(Class<?> type, Set<Class<?>> line) {
        if (type.getSuperclass() != null) {
            collect(type.getSuperclass(), line);
        }
        for (Class<?> each : type.getInterfaces()) {
            collect(each, line);
        }
        line.add(type);
    }

    private static Declared of(AnnotatedElement element, String where) {
        List<WithContainer> found = new ArrayList<>();
        search(element.getDeclaredAnnotations(), found, new HashSet<>());
        return new Declared(where, found);
    }

    private static void search(Annotation[] annotations, List<WithContainer> found, Set<Class<?>> seen) {
        for (Annotation each : annotations) {
            Class<? extends Annotation> type = each.annotationType();
            if (each instanceof WithContainer container) {
                found.add(container);
            } else if (each instanceof WithContainer.List list) {
                found.addAll(Arrays.asList(list.value()));
            } else if (!type.getName().startsWith("java.lang.annotation.") && seen.add(type)) {
                search(type.getDeclaredAnnotations(), found, seen);
            }
        }
    }
}
