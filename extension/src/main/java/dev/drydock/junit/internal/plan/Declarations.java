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
     * The declarations of one element, or of an annotation that is on it.
     *
     * @param where such as {@code class OrderTests} or {@code @Postgres of class OrderTests}
     * @param containers in the order in which they were written
     */
    record Declared(String where, List<WithContainer> containers) {}

    /**
     * The class's own and inherited ones: superclasses first, then interfaces, then the class.
     *
     * @param withCode whether also those in static fields, which initialises the class
     */
    static List<Declared> of(Class<?> type, boolean withCode) {
        Set<Class<?>> line = new LinkedHashSet<>();
        collect(type, line);
        List<Declared> all = new ArrayList<>();
        for (Class<?> each : line) {
            String where = "class " + each.getSimpleName();
            List<Declared> here = of(each, where);
            if (withCode) {
                addCode(CodedFields.declaredBy(each), where, here);
            }
            all.addAll(here);
        }
        return List.copyOf(all);
    }

    /** Fields of a class are no less its own than annotations on it: a name may be only one's. */
    private static void addCode(List<WithContainer> code, String where, List<Declared> here) {
        boolean own = !here.isEmpty() && here.get(here.size() - 1).where().equals(where);
        Declared declared = own ? here.get(here.size() - 1) : new Declared(where, new ArrayList<>());
        declared.containers().addAll(code);
        if (!own && !code.isEmpty()) {
            here.add(declared);
        }
    }

    /** The method's own ones. */
    static List<Declared> of(Method method) {
        return of(method, where(method));
    }

    /** How messages speak of a method. */
    static String where(Method method) {
        return "method " + method.getDeclaringClass().getSimpleName() + "." + method.getName();
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

    private static List<Declared> of(AnnotatedElement element, String where) {
        List<Declared> found = new ArrayList<>();
        search(element, where, " of " + where, found, new HashSet<>());
        return found;
    }

    /** Those of the element's annotations come first, so that its own take the place of theirs. */
    private static void search(
            AnnotatedElement element, String where, String owner, List<Declared> found, Set<Class<?>> seen) {
        List<WithContainer> own = new ArrayList<>();
        for (Annotation each : element.getDeclaredAnnotations()) {
            Class<? extends Annotation> type = each.annotationType();
            if (each instanceof WithContainer container) {
                own.add(container);
            } else if (each instanceof WithContainer.List list) {
                own.addAll(Arrays.asList(list.value()));
            } else if (!type.getName().startsWith("java.lang.annotation.") && seen.add(type)) {
                search(type, "@" + type.getSimpleName() + owner, owner, found, seen);
            }
        }
        if (!own.isEmpty()) {
            found.add(new Declared(where, own));
        }
    }
}
