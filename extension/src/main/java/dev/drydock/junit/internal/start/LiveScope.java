package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.plan.ScopePlan;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.session.Rethrow;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * The containers of one class, or of one invocation of a method, from their start to their removal. Kept in the store of
 * that class or invocation, whose end closes it: that is the one event that JUnit never leaves out.
 */
@SuppressWarnings("deprecation") // JUnit 5.12 closes only this kind of resource, later ones prefer AutoCloseable.
public final class LiveScope implements Store.CloseableResource, AutoCloseable {
    private final EngineSession session;
    private final ScopePlan plan;
    private final ContainerSet set;
    private final AtomicBoolean aborted = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable CompletableFuture<Void> start;

    /**
     * @param session that the containers belong to
     * @param plan not empty
     */
    public LiveScope(EngineSession session, ScopePlan plan) {
        this.session = session;
        this.plan = plan;
        this.set = new ContainerSet(session);
    }

    /** What it consists of. */
    public ScopePlan plan() {
        return plan;
    }

    /**
     * What there is of it on the engine: all, once {@link #ensureStarted} has returned. By order of declaration: that in
     * which they were created differs from run to run.
     */
    public List<LiveContainer> containers() {
        return plan.containers().stream()
                .flatMap(each -> set.container(each.name()).stream())
                .toList();
    }

    /**
     * Starts the containers, or waits for the start that is under way. The start itself runs on the session's threads: an
     * interrupt ends this waiting, not the start, which others may wait for too.
     *
     * @param around running containers that these may depend on
     * @throws dev.drydock.junit.ContainerStartException when one couldn't be started; the same for all who ask
     */
    public void ensureStarted(List<LiveContainer> around) {
        try {
            begun(around).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the containers of " + plan.owner(), e);
        } catch (ExecutionException e) {
            throw Rethrow.causeOf(e);
        }
    }

    private synchronized CompletableFuture<Void> begun(List<LiveContainer> around) {
        CompletableFuture<Void> begun = start;
        if (begun == null) {
            Provisioner provisioner = new Provisioner(session, plan, around, set, aborted);
            begun = CompletableFuture.runAsync(provisioner::provision, session.threads());
            start = begun;
        }
        return begun;
    }

    private synchronized CompletableFuture<Void> begun() {
        return start == null ? CompletableFuture.completedFuture(null) : start;
    }

    /** Removes the containers in the background; the session waits for that before it ends. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        aborted.set(true);
        CompletableFuture<Void> begun = begun();
        session.removeLater(() -> {
            // A container whose creation is under way must exist before it can be removed.
            begun.handle((nothing, failure) -> failure).join();
            set.removeAll();
        });
    }
}
