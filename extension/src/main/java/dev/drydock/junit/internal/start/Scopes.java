package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.plan.ClassPlans;
import dev.drydock.junit.internal.plan.ScopePlan;
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
            if (!plan.isEmpty()) {
                scopes.add(scope(each, "class " + type.getName(), plan));
            }
        }
        methodContext()
                .ifPresent(each -> methodPlan(each)
                        .ifPresent(plan -> scopes.add(scope(each, "method " + each.getUniqueId(), plan))));
        return scopes;
    }

    /** Starts what isn't started yet; returns when all is ready. */
    public void ensureStarted() {
        List<LiveContainer> around = new ArrayList<>();
        for (LiveScope each : all()) {
            each.ensureStarted(around);
            around.addAll(each.containers());
        }
    }

    /** All containers that there are, inner ones in place of outer ones of the same name. */
    public List<LiveContainer> containers() {
        Map<String, LiveContainer> byName = new LinkedHashMap<>();
        all().forEach(scope -> scope.containers().forEach(each -> byName.put(each.name(), each)));
        return List.copyOf(byName.values());
    }

    /** The contexts of the classes, outermost first. */
    private List<ExtensionContext> classContexts() {
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
                .getOrComputeIfAbsent("plans " + type.getName(), key -> ClassPlans.of(type), ClassPlans.class);
    }

    private LiveScope scope(ExtensionContext of, String key, ScopePlan plan) {
        EngineSession session = EngineSession.of(context);
        return store(of).getOrComputeIfAbsent(key, k -> new LiveScope(session, plan), LiveScope.class);
    }

    private static Store store(ExtensionContext of) {
        return of.getStore(EngineSession.NAMESPACE);
    }
}
