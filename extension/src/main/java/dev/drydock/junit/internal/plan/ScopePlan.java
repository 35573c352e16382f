package dev.drydock.junit.internal.plan;

import dev.drydock.junit.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The containers that come and go together.
 *
 * @param owner what messages call the scope: {@code class OrderTests}
 * @param containers by their order of declaration
 */
public record ScopePlan(String owner, List<ContainerPlan> containers) {
    /** Whether nothing was declared. */
    public boolean isEmpty() {
        return containers.isEmpty();
    }

    /** The container of that name. */
    public Optional<ContainerPlan> container(String name) {
        return containers.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Those that come and go with the class or the method. */
    public ScopePlan own() {
        return new ScopePlan(owner, of(Scope.DECLARED));
    }

    /** Those that the whole run shares; each after those that it depends on. */
    public List<ContainerPlan> shared() {
        List<ContainerPlan> left = new ArrayList<>(of(Scope.SESSION));
        List<ContainerPlan> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            List<String> waiting = left.stream().map(ContainerPlan::name).toList();
            ContainerPlan next = left.stream()
                    .filter(each -> each.dependsOn().stream().noneMatch(waiting::contains))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("dependsOn goes round in a circle in " + owner));
            left.remove(next);
            ordered.add(next);
        }
        return List.copyOf(ordered);
    }

    private List<ContainerPlan> of(Scope scope) {
        return containers.stream().filter(each -> each.life().scope() == scope).toList();
    }
}
