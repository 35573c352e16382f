package dev.drydock.junit.internal.launch;

import dev.drydock.junit.internal.plan.DeclaredImages;
import dev.drydock.junit.internal.plan.ImagePlan;
import dev.drydock.junit.internal.session.EngineSession;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Pulls the images of all discovered tests while the first of them that have containers are running. JUnit asks for the locks of
 * all tests before it begins with the first, which is how they are found.
 *
 * <p>Not a listener of JUnit's launcher: where Drydock is a module and the launcher is on the class path, as with Surefire, its
 * class can't be loaded, and JUnit doesn't start.
 */
public final class PrePull {
    private static final Set<Found> FOUND = new LinkedHashSet<>();

    private record Found(List<Class<?>> classes, Method method) {}

    private PrePull() {}

    /**
     * To be called for each test that declares containers, or whose class does; those of another execution in the same JVM may be
     * among them.
     *
     * @param classes the test's own, and those around it
     * @param method the test
     */
    public static void found(List<Class<?>> classes, Method method) {
        EngineSession.expect();
        synchronized (FOUND) {
            FOUND.add(new Found(List.copyOf(classes), method));
        }
    }

    /**
     * Does nothing but the first time in an execution.
     *
     * @param context any of the execution
     */
    public static void begin(ExtensionContext context) {
        ExtensionContext root = context.getRoot();
        root.getStore(EngineSession.NAMESPACE)
                .getOrComputeIfAbsent(
                        ImagesAhead.class,
                        key -> ImagesAhead.pull(declared(), root::getConfigurationParameter),
                        ImagesAhead.class);
    }

    private static List<Supplier<Set<ImagePlan>>> declared() {
        List<Found> all;
        synchronized (FOUND) {
            all = List.copyOf(FOUND);
            FOUND.clear();
        }
        Set<Class<?>> classes = new LinkedHashSet<>();
        all.forEach(each -> classes.addAll(each.classes()));
        List<Supplier<Set<ImagePlan>>> declared = new ArrayList<>();
        classes.forEach(each -> declared.add(() -> DeclaredImages.of(each)));
        all.forEach(each -> {
            Class<?> type = each.classes().get(each.classes().size() - 1);
            declared.add(() -> DeclaredImages.of(type, each.method()));
        });
        return declared;
    }
}
