package dev.drydock.junit.internal.plan;

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
}
