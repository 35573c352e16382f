package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.plan.ClassPlans;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.ScopePlan;
import dev.drydock.junit.internal.plan.Surroundings;
import dev.drydock.junit.internal.session.Aborted;
import dev.drydock.junit.internal.session.EngineSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * The scopes that a test, or a class, sees: its own and those of the classes around it. May be asked in any callback, since
 * JUnit has no one callback that comes before all others: a constructor runs before {@code beforeEach} and, where the
 * instance is the class's, before {@code beforeAll}.
 */
public final class Scopes {
    private final ExtensionContext context;

    /** @param context of a class, or of an invocation of a method */
    public Scopes(ExtensionContext context) {
        this.context = context;
    }

    /** The outermost class's first, the method's last. Nothing is started. */
    public List<LiveScope> all() {
        List<LiveScope> scopes = new ArrayList<>();
        for (ExtensionContext each : classContexts()) {
            Class<?> type = each.getRequiredTestClass();
            ScopePlan plan = plans(each, type).ofClass();
            add(scopes, each, "class " + type.getName(), plan);
        }
        methodContext().ifPresent(each -> {
            methodPlan(each).ifPresent(plan -> add(scopes, each, "method " + each.getUniqueId(), plan));
            addInstances(scopes, each);
        });
        return scopes;
    }

    /** Those that the run shares come first: the others may depend on them. */
    private void add(List<LiveScope> scopes, ExtensionContext of, String key, ScopePlan plan) {
        if (!plan.shared().isEmpty()) {
            scopes.addAll(claim(of, "shared by " + key, plan).scopes());
        }
        if (!plan.own().isEmpty()) {
            scopes.add(scope(of, key, plan.own()));
        }
    }

    /** What the instances of the test declare by code; each may depend on what comes before. */
    private void addInstances(List<LiveScope> scopes, ExtensionContext ofMethod) {
        for (Object instance : coded(ofMethod).instances()) {
            List<String> names = scopes.stream()
                    .flatMap(each -> each.plan().containers().stream())
                    .map(ContainerPlan::name)
                    .toList();
            ScopePlan plan = ClassPlans.ofInstance(instance, names, surroundings(ofMethod));
            String key = "instance " + System.identityHashCode(instance) + " of " + ofMethod.getUniqueId();
            add(scopes, ofMethod, key, plan);
        }
    }

    /** To be called for each instance of the test, before {@link #ensureStarted}: what it declares by code is the test's. */
    public void join(Object instance) {
        methodContext().ifPresent(each -> coded(each).join(instance));
    }

    /** Starts what isn't started yet; returns when all is ready. */
    public void ensureStarted() {
        List<LiveContainer> around = new ArrayList<>();
        List<LiveScope> outer = new ArrayList<>();
        List<LiveScope> all = all();
        all.stream().filter(LiveScope::isShared).forEach(LiveScope::begin);
        for (LiveScope each : all) {
            each.ensureStarted(around);
            around.addAll(each.containers());
            each.export(outer);
            outer.add(each);
        }
        classContexts().forEach(each -> coded(each).attach(new Scopes(each)::containers));
        methodContext().ifPresent(each -> coded(each).attach(this::containers));
    }

    /** The handles in the fields of the class, or of the instances of the test. */
    private static CodedHandles coded(ExtensionContext of) {
        return store(of)
                .getOrComputeIfAbsent("handles of " + of.getUniqueId(), key -> CodedHandles.of(of), CodedHandles.class);
    }

    /** All containers that there are, inner ones in place of outer ones of the same name. */
    public List<LiveContainer> containers() {
        Map<String, LiveContainer> byName = new LinkedHashMap<>();
        all().forEach(scope -> scope.containers().forEach(each -> byName.put(each.name(), each)));
        return List.copyOf(byName.values());
    }

    /** Those that a class of the test has without those of its methods. */
    List<LiveContainer> containersOf(Class<?> type) {
        return classContexts().stream()
                .filter(each -> each.getRequiredTestClass() == type)
                .findFirst()
                .map(each -> new Scopes(each).containers())
                .orElse(List.of());
    }

    /** The contexts of the classes, outermost first. */
    List<ExtensionContext> classContexts() {
        List<ExtensionContext> contexts = new ArrayList<>();
        Set<Class<?>> seen = new LinkedHashSet<>();
        Optional<ExtensionContext> at = Optional.of(context);
        while (at.isPresent()) {
            ExtensionContext each = at.get();
            boolean ofClass = each.getTestMethod().isEmpty()
                    && each.getElement().filter(Class.class::isInstance).isPresent();
            // Innermost first: each invocation of a class template has a context of its own for the same class.
            if (ofClass && seen.add(each.getRequiredTestClass())) {
                contexts.add(0, each);
            }
            at = each.getParent();
        }
        return contexts;
    }

    /** The context of the invocation of a method; that of its factory for a dynamic test, which has one of its own. */
    public Optional<ExtensionContext> methodContext() {
        Optional<ExtensionContext> at = Optional.of(context);
        while (at.isPresent() && at.get().getTestMethod().isEmpty()) {
            at = at.get().getParent();
        }
        return at;
    }

    private Optional<ScopePlan> methodPlan(ExtensionContext ofMethod) {
        List<ExtensionContext> classes = classContexts();
        ExtensionContext innermost = classes.get(classes.size() - 1);
        return Optional.ofNullable(
                plans(innermost, innermost.getRequiredTestClass()).ofMethods().get(ofMethod.getRequiredTestMethod()));
    }

    private static ClassPlans plans(ExtensionContext ofClass, Class<?> type) {
        return store(ofClass)
                .getOrComputeIfAbsent(
                        "plans " + type.getName(),
                        key -> ClassPlans.withCode(type, surroundings(ofClass)),
                        ClassPlans.class);
    }

    private LiveScope scope(ExtensionContext of, String key, ScopePlan plan) {
        EngineSession session = EngineSession.of(context);
        return store(of)
                .getOrComputeIfAbsent(
                        key,
                        k -> new LiveScope(session, plan, surroundings(of))
                                .of(of.getUniqueId())
                                .reportingTo(of::publishReportEntry)
                                .failedWhen(() -> hasFailed(of)),
                        LiveScope.class);
    }

    private static boolean hasFailed(ExtensionContext context) {
        return context.getExecutionException().filter(each -> !Aborted.is(each)).isPresent();
    }

    static Surroundings surroundings(ExtensionContext of) {
        return Surroundings.of(of.getRoot()::getConfigurationParameter);
    }

    private SharedScopes.Claim claim(ExtensionContext of, String key, ScopePlan plan) {
        SharedScopes shared = SharedScopes.of(EngineSession.of(context));
        return store(of).getOrComputeIfAbsent(key, k -> shared.claim(plan, surroundings(of)), SharedScopes.Claim.class);
    }

    private static Store store(ExtensionContext of) {
        return of.getStore(EngineSession.NAMESPACE);
    }
}
