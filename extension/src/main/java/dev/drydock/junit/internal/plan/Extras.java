package dev.drydock.junit.internal.plan;

import dev.drydock.junit.ContainerCustomizer;
import dev.drydock.junit.ContainerListener;
import dev.drydock.junit.ReadyCondition;
import java.util.List;

/**
 * What code can say and an annotation can't: instances, and lambdas.
 *
 * @param customizers before those of the declaration
 * @param listeners before those of the declaration
 * @param conditions besides those of the declaration
 */
public record Extras(
        List<Own<ContainerCustomizer>> customizers,
        List<Own<ContainerListener>> listeners,
        List<Own<ReadyCondition>> conditions) {
    /** Nothing. */
    public static final Extras NONE = new Extras(List.of(), List.of(), List.of());
}
