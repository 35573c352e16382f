package dev.drydock.junit.internal.plan;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * All that a test class declares, on itself and on its methods.
 *
 * @param ofClass what lives as long as the class
 * @param ofMethods what lives as long as an invocation of the method
 */
public record ClassPlans(ScopePlan ofClass, Map<Method, ScopePlan> ofMethods) {
    /**
     * Reads and checks a test class; the engine isn't asked.
     *
     * @param testClass with its superclasses and interfaces
     * @return its plans
     * @throws org.junit.jupiter.api.extension.ExtensionConfigurationException names all mistakes at once
     */
    public static ClassPlans of(Class<?> testClass) {
        Mistakes mistakes = new Mistakes();
        ScopePlan ofClass = PlanReader.read("class " + testClass.getSimpleName(), Declarations.of(testClass), mistakes);
        List<String> aroundClass = new ArrayList<>();
        check(ofClass, aroundClass, mistakes);
        List<String> aroundMethod = visible(testClass);
        Map<Method, ScopePlan> ofMethods = new LinkedHashMap<>();
        for (Method method : ReflectionSupport.findMethods(testClass, each -> true, HierarchyTraversalMode.TOP_DOWN)) {
            List<Declarations.Declared> declared = Declarations.of(method);
            if (!declared.isEmpty() && !AnnotationSupport.isAnnotated(method, Testable.class)) {
                mistakes.add(
                        declared.get(0).where(),
                        "@WithContainer is on a method that is no test method: put it on a test method, or on the class");
            }
            if (!declared.isEmpty()) {
                ScopePlan plan = PlanReader.read(declared.get(0).where(), declared, mistakes);
                check(plan, aroundMethod, mistakes);
                ofMethods.put(method, plan);
            }
        }
        mistakes.throwIfAny(testClass);
        return new ClassPlans(ofClass, ofMethods);
    }

    /** Names of containers that methods of the class may depend on: the class's, and those of the classes around it. */
    private static List<String> visible(Class<?> testClass) {
        List<String> names = new ArrayList<>();
        for (Class<?> each = testClass; each != null; each = each.getEnclosingClass()) {
            ScopePlan plan = PlanReader.read("", Declarations.of(each), new Mistakes());
            plan.containers().forEach(container -> names.add(container.name()));
        }
        return names;
    }

    private static void check(ScopePlan plan, List<String> around, Mistakes mistakes) {
        for (ContainerPlan container : plan.containers()) {
            for (String other : container.dependsOn()) {
                if (plan.container(other).isEmpty() && !around.contains(other)) {
                    List<String> known = new ArrayList<>(around);
                    plan.containers().forEach(each -> known.add(each.name()));
                    known.remove(container.name());
                    mistakes.add(
                            "@WithContainer '" + container.name() + "' on " + plan.owner(),
                            "dependsOn = \"" + other + "\": there is no such container; there "
                                    + (known.isEmpty() ? "is no other" : "are " + known));
                }
            }
        }
        Map<String, ContainerPlan> left = new LinkedHashMap<>();
        plan.containers().forEach(each -> left.put(each.name(), each));
        Deque<String> cycle = new ArrayDeque<>(left.keySet());
        // What depends on nothing that is left can be started: what remains in the end goes round in circles.
        while (left.values().removeIf(each -> each.dependsOn().stream().noneMatch(left::containsKey))) {
            cycle.retainAll(left.keySet());
        }
        if (!left.isEmpty()) {
            String names = cycle.stream().map(each -> "'" + each + "'").collect(Collectors.joining(", "));
            mistakes.add(plan.owner(), "dependsOn goes round in a circle between " + names);
        }
    }
}
