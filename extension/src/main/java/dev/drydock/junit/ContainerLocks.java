package dev.drydock.junit;

import static org.apiguardian.api.API.Status.INTERNAL;

import dev.drydock.junit.internal.launch.PrePull;
import dev.drydock.junit.internal.plan.SharedUse;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * Registered by {@link WithContainer}; not for use by itself. Locks are those of tests, never of classes: a class would keep
 * its locks for as long as all its tests take.
 */
@API(status = INTERNAL, since = "0.1")
public final class ContainerLocks implements ResourceLocksProvider {
    /** Called by JUnit. */
    public ContainerLocks() {
        // What there is to know lies in the classes.
    }

    @Override
    public Set<Lock> provideForMethod(List<Class<?>> enclosing, Class<?> testClass, Method testMethod) {
        List<Class<?>> classes = new ArrayList<>(enclosing);
        classes.add(testClass);
        PrePull.found(classes, testMethod);
        return SharedUse.of(classes, testMethod).stream()
                .map(each ->
                        new Lock(each.key(), each.changed() ? ResourceAccessMode.READ_WRITE : ResourceAccessMode.READ))
                .collect(Collectors.toSet());
    }
}
