package dev.drydock.junit.internal.plan;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.platform.commons.support.AnnotationSupport;

/** The images that tests need, as far as it can be told before they run. Mistakes are left to those who report them. */
public final class DeclaredImages {
    private DeclaredImages() {}

    /**
     * @param testClass with its superclasses and interfaces
     * @return its images; none when it is disabled
     */
    public static Set<ImagePlan> of(Class<?> testClass) {
        return isDisabled(testClass) ? Set.of() : images(Declarations.of(testClass, false));
    }

    /**
     * @param testClass that the test belongs to
     * @param method the test
     * @return its own images; none when it is disabled
     */
    public static Set<ImagePlan> of(Class<?> testClass, Method method) {
        return isDisabled(testClass) || isOff(method) ? Set.of() : images(Declarations.of(method));
    }

    private static Set<ImagePlan> images(List<Declarations.Declared> declared) {
        Set<ImagePlan> images = new LinkedHashSet<>();
        if (!declared.isEmpty()) {
            ScopePlan plan = PlanReader.read("", declared, new Mistakes());
            // What is built may have placeholders, which only the test can fill in.
            plan.containers().stream()
                    .map(ContainerPlan::image)
                    .filter(each -> each.build().isEmpty())
                    .forEach(images::add);
        }
        return images;
    }

    private static boolean isDisabled(Class<?> testClass) {
        for (Class<?> each = testClass; each != null; each = each.getEnclosingClass()) {
            if (isOff(each)) {
                return true;
            }
        }
        return false;
    }

    /** By the conditions that need nothing but a look. */
    private static boolean isOff(AnnotatedElement element) {
        return AnnotationSupport.isAnnotated(element, Disabled.class)
                || AnnotationSupport.findAnnotation(element, EnabledOnOs.class)
                        .filter(each -> each.value().length > 0 && !isCurrent(each.value()))
                        .isPresent()
                || AnnotationSupport.findAnnotation(element, DisabledOnOs.class)
                        .filter(each -> each.architectures().length == 0 && isCurrent(each.value()))
                        .isPresent();
    }

    private static boolean isCurrent(OS[] systems) {
        return List.of(systems).contains(OS.current());
    }
}
