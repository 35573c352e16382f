package dev.drydock.junit.internal.plan;

import dev.drydock.junit.ContainerExtension;
import dev.drydock.junit.WithContainer;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Finds the containers that test classes declare by code. Reading static fields initialises the class, as JUnit does. */
public final class CodedFields {
    private CodedFields() {}

    /**
     * A field with such a container.
     *
     * @param field with {@code @RegisterExtension}
     * @param container in it
     */
    public record Coded(Field field, CodeDeclared container) {
        /** In the form of an annotation. */
        public WithContainer declaration() {
            return container.declaration(
                    field.getName(), field.getDeclaringClass().getSimpleName());
        }
    }

    /**
     * Whether static fields of the class, or of one around it, are of the type; they aren't read. Then annotations alone
     * may look wrong: they may name what the fields declare.
     */
    static boolean mayHave(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            if (!ReflectionSupport.findFields(
                            each,
                            field -> Modifier.isStatic(field.getModifiers())
                                    && ContainerExtension.class.isAssignableFrom(field.getType()),
                            HierarchyTraversalMode.TOP_DOWN)
                    .isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Those in static fields, also inherited ones. */
    public static List<Coded> ofClass(Class<?> type) {
        return find(type, null, field -> Modifier.isStatic(field.getModifiers()));
    }

    /** Those in fields of an instance, also inherited ones. */
    public static List<Coded> ofInstance(Object instance) {
        return find(instance.getClass(), instance, field -> !Modifier.isStatic(field.getModifiers()));
    }

    /** Those in static fields of the class itself. */
    static List<WithContainer> declaredBy(Class<?> type) {
        return ofClass(type).stream()
                .filter(each -> each.field().getDeclaringClass() == type)
                .map(Coded::declaration)
                .toList();
    }

    private static List<Coded> find(Class<?> type, @Nullable Object instance, Predicate<Field> which) {
        return AnnotationSupport.findAnnotatedFields(
                        type, RegisterExtension.class, which, HierarchyTraversalMode.TOP_DOWN)
                .stream()
                .flatMap(field -> ReflectionSupport.tryToReadFieldValue(field, instance)
                        .toOptional()
                        .filter(CodeDeclared.class::isInstance)
                        .map(value -> new Coded(field, (CodeDeclared) value))
                        .stream())
                .toList();
    }
}
