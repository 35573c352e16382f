package dev.drydock.junit.internal.plan;

import dev.drydock.junit.Scope;
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
     * What is declared, where values of variables don't matter. Read once, though JUnit asks for locks before there is a
     * context to keep it in. Mistakes aren't kept.
     */
    private static final ClassValue<ClassPlans> DECLARED = new ClassValue<>() {
        @Override
        protected ClassPlans computeValue(Class<?> type) {
            return of(type, Surroundings.UNKNOWN);
        }
    };

    /** The same where nobody knows the values of variables yet: for names, and what depends on what. */
    static ClassPlans declared(Class<?> testClass) {
        return DECLARED.get(testClass);
    }

    /** The same with no parameters of JUnit, where nobody knows them. */
    public static ClassPlans of(Class<?> testClass) {
        return of(testClass, Surroundings.JVM);
    }

    /**
     * Reads and checks the annotations of a test class; the engine isn't asked, and the class not initialised.
     *
     * @param testClass with its superclasses and interfaces
     * @param surroundings where placeholders look for variables
     * @return its plans
     * @throws org.junit.jupiter.api.extension.ExtensionConfigurationException names all mistakes at once
     */
    public static ClassPlans of(Class<?> testClass, Surroundings surroundings) {
        return of(testClass, surroundings, false);
    }

    /**
     * As {@link #of}, with what static fields declare by code. Initialises the class: only for one that is being run.
     *
     * @param testClass with its superclasses and interfaces
     * @param surroundings where placeholders look for variables
     * @return its plans
     */
    public static ClassPlans withCode(Class<?> testClass, Surroundings surroundings) {
        return of(testClass, surroundings, true);
    }

    /**
     * What the fields of an instance declare by code.
     *
     * @param instance of a test class
     * @param around names of containers that these may depend on
     * @param surroundings where placeholders look for variables
     * @return its plan, empty as a rule
     */
    public static ScopePlan ofInstance(Object instance, List<String> around, Surroundings surroundings) {
        Mistakes mistakes = new Mistakes();
        Class<?> type = instance.getClass();
        List<Declarations.Declared> declared = List.of(new Declarations.Declared(
                "class " + type.getSimpleName(),
                CodedFields.ofInstance(instance).stream()
                        .map(CodedFields.Coded::declaration)
                        .toList()));
        String owner = "an instance of class " + type.getSimpleName();
        ScopePlan plan = read(owner, declared, around, surroundings, mistakes, type);
        mistakes.throwIfAny(type);
        return plan;
    }

    private static ScopePlan read(
            String owner,
            List<Declarations.Declared> declared,
            List<String> around,
            Surroundings surroundings,
            Mistakes mistakes,
            Class<?> testClass) {
        ScopePlan read = PlanReader.read(owner, declared, mistakes);
        ScopePlan plan = new Completion(
                        read, around, surroundings, mistakes, container -> where(container, declared, read))
                .complete(testClass);
        check(plan, declared, around, mistakes);
        return plan;
    }

    private static ClassPlans of(Class<?> testClass, Surroundings surroundings, boolean withCode) {
        Mistakes mistakes = new Mistakes();
        ScopePlan ofClass = read(
                "class " + testClass.getSimpleName(),
                Declarations.of(testClass, withCode),
                new ArrayList<>(),
                surroundings,
                mistakes,
                testClass);
        InjectedFields.check(testClass, mistakes);
        List<String> aroundMethod = visible(testClass, withCode);
        Map<Method, ScopePlan> ofMethods = new LinkedHashMap<>();
        for (Method method : ReflectionSupport.findMethods(testClass, each -> true, HierarchyTraversalMode.TOP_DOWN)) {
            List<Declarations.Declared> declared = Declarations.of(method);
            if (!declared.isEmpty() && !AnnotationSupport.isAnnotated(method, Testable.class)) {
                mistakes.add(
                        Declarations.where(method),
                        "@WithContainer is on a method that is no test method: put it on a test method, or on the class");
            }
            if (!declared.isEmpty()) {
                ScopePlan plan =
                        read(Declarations.where(method), declared, aroundMethod, surroundings, mistakes, testClass);
                ofMethods.put(method, plan);
            }
        }
        Changes.check(testClass, aroundMethod, ofMethods, mistakes);
        if (withCode || !CodedFields.mayHave(testClass)) {
            mistakes.throwIfAny(testClass);
        }
        return new ClassPlans(ofClass, ofMethods);
    }

    /** Names of containers that methods of the class may depend on: the class's, and those of the classes around it. */
    private static List<String> visible(Class<?> testClass, boolean withCode) {
        List<String> names = new ArrayList<>();
        for (Class<?> each = testClass; each != null; each = each.getEnclosingClass()) {
            ScopePlan plan = PlanReader.read("", Declarations.of(each, withCode), new Mistakes());
            plan.containers().forEach(container -> names.add(container.name()));
        }
        return names;
    }

    private static void check(
            ScopePlan plan, List<Declarations.Declared> declared, List<String> around, Mistakes mistakes) {
        ExportReader.checkTwice(plan, mistakes);
        checkShared(plan, around, mistakes);
        for (ContainerPlan container : plan.containers()) {
            for (String other : container.dependsOn()) {
                if (plan.container(other).isEmpty() && !around.contains(other)) {
                    List<String> known = new ArrayList<>(around);
                    plan.containers().forEach(each -> known.add(each.name()));
                    known.remove(container.name());
                    mistakes.add(
                            where(container, declared, plan),
                            "dependsOn = \"" + other + "\": there is no such container; there "
                                    + (known.isEmpty() ? "is no other" : "are " + known));
                }
            }
        }
        checkCircles(plan, mistakes);
    }

    /** What lives longer can't need what is gone before it. */
    private static void checkShared(ScopePlan plan, List<String> around, Mistakes mistakes) {
        for (ContainerPlan container : plan.containers()) {
            for (String other : container.dependsOn()) {
                boolean shorter = plan.container(other)
                        .map(each -> each.life().scope() != Scope.SESSION)
                        .orElse(around.contains(other));
                if (container.life().scope() == Scope.SESSION && shorter) {
                    mistakes.add(
                            "@WithContainer '" + container.name() + "' on " + plan.owner(),
                            "dependsOn = \"" + other
                                    + "\": a container of scope SESSION can depend only on others of that"
                                    + " scope, declared in the same place");
                }
            }
        }
    }

    private static void checkCircles(ScopePlan plan, Mistakes mistakes) {
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

    private static String where(ContainerPlan container, List<Declarations.Declared> declared, ScopePlan plan) {
        return declared.stream()
                .flatMap(each -> each.containers().stream())
                .filter(each ->
                        each instanceof CodeDeclared.Values && each.name().equals(container.name()))
                .map(each -> ((CodeDeclared.Values) each).where())
                .findFirst()
                .orElse("@WithContainer '" + container.name() + "' on " + plan.owner());
    }
}
