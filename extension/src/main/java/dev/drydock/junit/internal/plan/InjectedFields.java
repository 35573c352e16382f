package dev.drydock.junit.internal.plan;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The fields of a test class that ask for something of a container, private and inherited ones too. */
public final class InjectedFields {
    /** Every callback asks. */
    private static final ClassValue<List<Field>> FOUND = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return ReflectionSupport.findFields(
                    type, each -> InjectionPoint.of(each).isAnnotated(), HierarchyTraversalMode.TOP_DOWN);
        }
    };

    private InjectedFields() {}

    /** Superclasses' first. */
    public static List<Field> of(Class<?> type) {
        return FOUND.get(type);
    }

    /** Notes what is wrong with them, whatever containers there are. */
    static void check(Class<?> testClass, Mistakes mistakes) {
        for (Field each : of(testClass)) {
            String where = "field " + each.getDeclaringClass().getSimpleName() + "." + each.getName();
            if (Modifier.isFinal(each.getModifiers())) {
                mistakes.add(where, "it is final, so that nothing can be put into it");
            }
            InjectionPoint.of(each).mistake().ifPresent(what -> mistakes.add(where, what));
        }
    }
}
