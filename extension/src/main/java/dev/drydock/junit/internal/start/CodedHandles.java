package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.plan.CodedFields;
import dev.drydock.junit.internal.plan.CodedFields.Coded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * The containers that the static fields of a class, or the fields of a test's instances, declare by code: each of these
 * fields is a handle, which stands for the container as long as the class or the test goes on.
 */
@SuppressWarnings("deprecation") // JUnit 5.12 closes only this kind of resource, later ones prefer AutoCloseable.
final class CodedHandles implements Store.CloseableResource, AutoCloseable {
    private final String context;
    private final List<Object> instances = new ArrayList<>();
    private final Map<Coded, Optional<LiveContainer>> handles = new LinkedHashMap<>();

    private CodedHandles(String context) {
        this.context = context;
    }

    /** Of a class, or of an invocation of a method. */
    static CodedHandles of(ExtensionContext context) {
        CodedHandles handles = new CodedHandles(context.getUniqueId());
        if (context.getTestMethod().isEmpty()) {
            CodedFields.ofClass(context.getRequiredTestClass()).forEach(handles::add);
        }
        return handles;
    }

    private void add(Coded coded) {
        handles.put(coded, Optional.empty());
    }

    /** Adds the fields of an instance, once. */
    synchronized void join(Object instance) {
        List<Coded> coded = CodedFields.ofInstance(instance);
        if (!coded.isEmpty() && instances.stream().noneMatch(each -> each == instance)) {
            instances.add(instance);
            coded.forEach(this::add);
        }
    }

    /** Instances that have such fields, outer ones first. */
    synchronized List<Object> instances() {
        return List.copyOf(instances);
    }

    /** Lets each stand for the container of its name; asks for them only when there is something to do. */
    synchronized void attach(Supplier<List<LiveContainer>> containers) {
        if (handles.values().stream().allMatch(Optional::isPresent)) {
            return;
        }
        Map<String, LiveContainer> byName = new LinkedHashMap<>();
        containers.get().forEach(each -> byName.put(each.name(), each));
        handles.replaceAll((coded, attached) -> attached.or(() -> Optional.of(attach(coded, byName))));
    }

    private LiveContainer attach(Coded coded, Map<String, LiveContainer> byName) {
        LiveContainer container =
                Objects.requireNonNull(byName.get(coded.declaration().name()));
        coded.container().attach(context, container);
        return container;
    }

    @Override
    public synchronized void close() {
        handles.keySet().forEach(each -> each.container().detach(context));
    }
}
