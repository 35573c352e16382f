package dev.drydock.junit;

import dev.drydock.junit.internal.plan.Extras;
import dev.drydock.junit.internal.plan.Own;
import java.util.ArrayList;
import java.util.List;

/** Gathers what code can say and an annotation can't. */
final class CodedExtras {
    private final List<Own<ContainerCustomizer>> customizers = new ArrayList<>();
    private final List<Own<ContainerListener>> listeners = new ArrayList<>();

    void add(ContainerCustomizer customizer) {
        customizers.add(Own.of(customizer));
    }

    void add(ContainerListener listener) {
        listeners.add(Own.of(listener));
    }

    Extras with(List<ReadyCondition> conditions) {
        List<Own<ReadyCondition>> own = new ArrayList<>();
        conditions.forEach(each -> own.add(Own.of(each)));
        return new Extras(List.copyOf(customizers), List.copyOf(listeners), List.copyOf(own));
    }
}
