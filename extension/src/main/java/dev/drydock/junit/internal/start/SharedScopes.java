package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.PlanDifference;
import dev.drydock.junit.internal.plan.ScopePlan;
import dev.drydock.junit.internal.plan.Surroundings;
import dev.drydock.junit.internal.session.EngineSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * The containers that all classes of a run share, each in a scope of its own: classes that have one of them in common needn't
 * have the others. What couldn't be started is removed when nobody looks at it any more, and the next class tries again.
 */
final class SharedScopes implements AutoCloseable {
    private final EngineSession session;
    private final Map<String, Shared> byName = new HashMap<>();
    /** In the order in which they came: each after those that it depends on. */
    private final List<Shared> all = new ArrayList<>();

    private SharedScopes(EngineSession session) {
        this.session = session;
    }

    static SharedScopes of(EngineSession session) {
        return session.part(SharedScopes.class, () -> new SharedScopes(session));
    }

    private static final class Shared {
        private final ContainerPlan plan;
        private final String firstOwner;
        private final List<Shared> needs;
        private final LiveScope scope;
        private int claims;

        Shared(EngineSession session, ContainerPlan plan, String owner, Surroundings surroundings, List<Shared> needs) {
            this.plan = plan;
            this.firstOwner = owner;
            this.needs = needs;
            List<LiveScope> before = needs.stream().map(each -> each.scope).toList();
            this.scope = new LiveScope(session, new ScopePlan("the test run", List.of(plan)), surroundings, before);
        }
    }

    /** What a class, or an invocation of a method, has of them. In JUnit's store: its end is the end of that use. */
    @SuppressWarnings("deprecation") // JUnit 5.12 closes only this kind of resource, later ones prefer AutoCloseable.
    final class Claim implements Store.CloseableResource, AutoCloseable {
        private final List<Shared> shared;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Claim(List<Shared> shared) {
            this.shared = shared;
        }

        List<LiveScope> scopes() {
            return shared.stream().map(each -> each.scope).toList();
        }

        @Override
        public void close() {
            if (!closed.getAndSet(true)) {
                release(shared);
            }
        }
    }

    /**
     * @param plan of a class or method
     * @param surroundings where placeholders look for variables
     * @return what it shares, each after those that it depends on; nothing of it is started
     * @throws ExtensionConfigurationException when another class has declared one of them otherwise
     */
    synchronized Claim claim(ScopePlan plan, Surroundings surroundings) {
        Map<String, Shared> claimed = new LinkedHashMap<>();
        List<String> differences = new ArrayList<>();
        for (ContainerPlan container : plan.shared()) {
            Shared known = usable(container);
            if (known == null) {
                List<Shared> needs = container.dependsOn().stream()
                        .flatMap(each -> Optional.ofNullable(claimed.get(each)).stream())
                        .toList();
                known = new Shared(session, container, plan.owner(), surroundings, needs);
            } else if (!known.plan.equals(container)) {
                differences.add("'" + container.name() + "', which " + known.firstOwner + " has declared before:\n"
                        + PlanDifference.between(known.plan, container));
            }
            claimed.put(container.name(), known);
        }
        if (!differences.isEmpty()) {
            throw new ExtensionConfigurationException("The containers of scope SESSION that " + plan.owner()
                    + " declares aren't those of the same name that the run has already. Let them be equal, for instance by"
                    + " an annotation of your own, or give one another name.\n" + String.join("\n", differences));
        }
        for (Shared each : claimed.values()) {
            if (each.claims++ == 0 && byName.put(each.plan.name(), each) != each) {
                all.add(each);
            }
        }
        return new Claim(List.copyOf(claimed.values()));
    }

    /** One of that name that is there or on its way, with all that it needs. */
    private @Nullable Shared usable(ContainerPlan container) {
        Shared known = byName.get(container.name());
        return known == null || hasFailed(known) ? null : known;
    }

    private static boolean hasFailed(Shared shared) {
        return shared.scope.hasFailed() || shared.needs.stream().anyMatch(SharedScopes::hasFailed);
    }

    private void release(List<Shared> shared) {
        RuntimeException failure = null;
        for (LiveScope each : through(shared)) {
            try {
                // It may wait, and others mustn't for that.
                each.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Takes a use away from each, and returns those that have failed and that nobody uses any more. */
    private synchronized List<LiveScope> through(List<Shared> shared) {
        List<LiveScope> through = new ArrayList<>();
        for (Shared each : shared) {
            each.claims--;
            if (each.claims == 0) {
                each.scope.endExport();
            }
            if (each.claims == 0 && hasFailed(each)) {
                all.remove(each);
                byName.remove(each.plan.name(), each);
                through.add(each.scope);
            }
        }
        return through;
    }

    /** Removes all in the background, what depends on others before those. */
    @Override
    public synchronized void close() {
        List<Shared> left = new ArrayList<>(all);
        all.clear();
        byName.clear();
        session.removeLater(() -> {
            while (!left.isEmpty()) {
                List<Shared> now = left.stream()
                        .filter(each -> left.stream().noneMatch(other -> other.needs.contains(each)))
                        .toList();
                left.removeAll(now);
                CompletableFuture.allOf(now.stream()
                                .map(each -> CompletableFuture.runAsync(each.scope::remove, session.threads()))
                                .toArray(CompletableFuture<?>[]::new))
                        .join();
            }
        });
    }
}
