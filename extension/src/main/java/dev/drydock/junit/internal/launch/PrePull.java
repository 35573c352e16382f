package dev.drydock.junit.internal.launch;

import dev.drydock.junit.internal.plan.DeclaredImages;
import dev.drydock.junit.internal.plan.ImagePlan;
import dev.drydock.junit.internal.session.SessionLease;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Pulls the images of all discovered tests when the run begins, while the first of them are running. Registered by JUnit's
 * launcher. Nothing fails here: what can't be read or pulled is reported by the test that needs it.
 */
public final class PrePull implements TestExecutionListener {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private final Set<Run> runs = ConcurrentHashMap.newKeySet();

    /** One execution; it may be over before its images are found. */
    private static final class Run {
        private final TestPlan plan;
        private @Nullable SessionLease lease;
        private boolean over;

        Run(TestPlan plan) {
            this.plan = plan;
        }

        /** Whether it is still of interest. */
        synchronized boolean keep(SessionLease taken) {
            lease = over ? null : taken;
            return !over;
        }

        synchronized Optional<SessionLease> end() {
            over = true;
            return Optional.ofNullable(lease);
        }
    }

    /** Called by the launcher. */
    public PrePull() {
        // There is nothing to set up.
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        // Read here, since tests that are found later are added to the plan while it is executed.
        Set<TestSource> sources = new LinkedHashSet<>();
        for (TestIdentifier root : plan.getRoots()) {
            for (TestIdentifier each : plan.getDescendants(root)) {
                each.getSource()
                        .filter(source -> source instanceof ClassSource || source instanceof MethodSource)
                        .ifPresent(sources::add);
            }
        }
        if (sources.isEmpty()) {
            return;
        }
        Run run = new Run(plan);
        runs.add(run);
        Thread thread = new Thread(() -> pull(run, sources), "drydock-prepull");
        thread.setDaemon(true);
        thread.start();
    }

    private static void pull(Run run, Set<TestSource> sources) {
        try {
            Set<ImagePlan> images = new LinkedHashSet<>();
            for (TestSource each : sources) {
                images.addAll(images(each));
            }
            if (!images.isEmpty()) {
                pull(run, images, run.plan.getConfigurationParameters()::get);
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.DEBUG, "Images aren't pulled before the tests need them", e);
        }
    }

    private static Set<ImagePlan> images(TestSource source) {
        try {
            return source instanceof ClassSource type
                    ? DeclaredImages.of(type.getJavaClass())
                    : DeclaredImages.of(
                            ((MethodSource) source).getJavaClass(), ((MethodSource) source).getJavaMethod());
        } catch (RuntimeException | LinkageError e) {
            // The test itself reports it.
            return Set.of();
        }
    }

    private static void pull(Run run, Set<ImagePlan> images, Function<String, Optional<String>> parameters) {
        SessionLease lease = SessionLease.of(parameters);
        if (!lease.session().settings().images().prepull() || !run.keep(lease)) {
            lease.close();
            return;
        }
        if (images.stream().anyMatch(each -> each.build().isPresent())) {
            lease.session().connect();
        } else {
            lease.session().find();
        }
        for (ImagePlan each : images) {
            // The test that needs it waits for it, or tries again.
            CompletableFuture<?> unused = lease.session().images().supply(each);
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        for (Run each : List.copyOf(runs)) {
            if (each.plan == plan) {
                runs.remove(each);
                each.end().ifPresent(SessionLease::close);
            }
        }
    }
}
