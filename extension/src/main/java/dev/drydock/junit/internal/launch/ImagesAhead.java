package dev.drydock.junit.internal.launch;

import dev.drydock.junit.internal.plan.ImagePlan;
import dev.drydock.junit.internal.plan.ScopePlan;
import dev.drydock.junit.internal.plan.Surroundings;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.session.SessionLease;
import dev.drydock.junit.internal.start.LiveScope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Pulls the images of an execution's tests on a thread of its own; the execution may be over before they are even found. Nothing
 * fails here: what can't be read or pulled is reported by the test that needs it.
 */
@SuppressWarnings("deprecation") // JUnit 5.12 closes only this kind of resource, later ones prefer AutoCloseable.
final class ImagesAhead implements Store.CloseableResource, AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private @Nullable SessionLease lease;
    private boolean over;

    private ImagesAhead() {}

    /**
     * @param tests each returns what it declares, or throws
     * @param parameters of JUnit's configuration, by their names
     * @return to be closed when the execution is over
     */
    static ImagesAhead pull(List<Supplier<Set<ImagePlan>>> tests, Function<String, Optional<String>> parameters) {
        ImagesAhead ahead = new ImagesAhead();
        Thread thread = new Thread(() -> ahead.begin(tests, parameters), "drydock-prepull");
        thread.setDaemon(true);
        thread.start();
        return ahead;
    }

    private void begin(List<Supplier<Set<ImagePlan>>> tests, Function<String, Optional<String>> parameters) {
        try {
            Set<ImagePlan> images = new LinkedHashSet<>();
            for (Supplier<Set<ImagePlan>> each : tests) {
                images.addAll(images(each));
            }
            if (!images.isEmpty()) {
                begin(images, parameters);
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.DEBUG, "Images aren't pulled before the tests need them", e);
        }
    }

    private static Set<ImagePlan> images(Supplier<Set<ImagePlan>> test) {
        try {
            return test.get();
        } catch (RuntimeException | LinkageError e) {
            // The test itself reports it.
            return Set.of();
        }
    }

    private void begin(Set<ImagePlan> images, Function<String, Optional<String>> parameters) {
        SessionLease taken = SessionLease.of(parameters);
        if (!taken.session().settings().images().prepull() || !keep(taken)) {
            taken.close();
            return;
        }
        taken.session().whileStarting(() -> rehearse(taken.session(), parameters));
        if (images.stream().anyMatch(each -> each.build().isPresent())) {
            taken.session().connect();
        } else {
            taken.session().find();
        }
        for (ImagePlan each : images) {
            // The test that needs it waits for it, or tries again.
            CompletableFuture<?> unused = taken.session().images().supply(each);
        }
    }

    private static void rehearse(EngineSession session, Function<String, Optional<String>> parameters) {
        try {
            // What comes when containers are ready, and at their end: with none, it asks nothing of the engine.
            LiveScope none = new LiveScope(session, new ScopePlan("nobody", List.of()), Surroundings.of(parameters));
            none.export(List.of());
            none.close();
            Rehearsal.runOnce(parameters);
        } catch (RuntimeException | LinkageError e) {
            // JUnit's launcher isn't to be had everywhere: not by a module, where it is on the class path.
            LOG.log(Level.DEBUG, "The first test finds less prepared", e);
        }
    }

    /** Whether it is still of interest. */
    private synchronized boolean keep(SessionLease taken) {
        lease = over ? null : taken;
        return !over;
    }

    private synchronized Optional<SessionLease> end() {
        over = true;
        return Optional.ofNullable(lease);
    }

    @Override
    public void close() {
        end().ifPresent(SessionLease::close);
    }
}
