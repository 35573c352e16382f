package dev.drydock.junit.internal.start;

import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.Scope;
import dev.drydock.junit.internal.plan.ScopePlan;
import dev.drydock.junit.internal.plan.Surroundings;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.session.Rethrow;
import dev.drydock.junit.internal.session.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * The containers of one class, or of one invocation of a method, from their start to their removal. Kept in the store of
 * that class or invocation, whose end closes it: that is the one event that JUnit never leaves out.
 */
@SuppressWarnings("deprecation") // JUnit 5.12 closes only this kind of resource, later ones prefer AutoCloseable.
public final class LiveScope implements Store.CloseableResource, AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final EngineSession session;
    private final ScopePlan plan;
    private final Surroundings surroundings;
    private final ContainerSet set;
    private final AtomicBoolean aborted = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<LiveScope> needs;
    private final AtomicBoolean failed = new AtomicBoolean();
    private Consumer<Map<String, String>> reports = entry -> {};
    private BooleanSupplier outcome = () -> false;
    private String id = "";
    private @Nullable CompletableFuture<Void> start;
    private boolean exported;

    /**
     * @param session that the containers belong to
     * @param plan what it consists of
     * @param surroundings where its placeholders look for variables
     */
    public LiveScope(EngineSession session, ScopePlan plan, Surroundings surroundings) {
        this(session, plan, surroundings, List.of());
    }

    /** @param needs scopes that must be started before, whose containers those of the plan may depend on */
    LiveScope(EngineSession session, ScopePlan plan, Surroundings surroundings, List<LiveScope> needs) {
        this.needs = needs;
        this.session = session;
        this.plan = plan;
        this.surroundings = surroundings;
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
     * @throws dev.drydock.junit.ContainerStartException when one couldn't be started
     */
    public void ensureStarted(List<LiveContainer> around) {
        try {
            begun(around).get();
            String from = set.takeStartsFrom();
            if (!from.isEmpty()) {
                reports.accept(Map.of("drydock.replay", from));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the containers of " + plan.owner(), e);
        } catch (ExecutionException e) {
            if (isShared() && e.getCause() instanceof ContainerStartException failure) {
                throw ofItsOwn(failure);
            }
            throw Rethrow.causeOf(e);
        }
    }

    /** Each class that waited gets one of its own: what is kept of its test's containers is noted in it. */
    private static ContainerStartException ofItsOwn(ContainerStartException failure) {
        ContainerStartException own =
                new ContainerStartException(String.valueOf(failure.getMessage()), failure.getCause());
        own.setStackTrace(failure.getStackTrace());
        for (Throwable each : failure.getSuppressed()) {
            own.addSuppressed(each);
        }
        return own;
    }

    private synchronized CompletableFuture<Void> begun(List<LiveContainer> around) {
        if (closed.get()) {
            // What would be started now, nobody would remove before the session ends.
            throw new IllegalStateException("The containers of " + plan.owner()
                    + " can't be had any more: it is through, and they are being removed.");
        }
        CompletableFuture<Void> begun = start;
        if (begun == null) {
            CompletableFuture<?>[] before =
                    needs.stream().map(each -> each.begun(List.of())).toArray(CompletableFuture<?>[]::new);
            // That of the test: the session's threads may have another one.
            ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
            ClassLoader loader = ofThread == null ? ClassLoader.getSystemClassLoader() : ofThread;
            set.belongsTo(plan.owner(), id);
            begun = CompletableFuture.allOf(before)
                    .thenRunAsync(
                            () -> new Provisioner(session, plan, around(around), surroundings, loader, set, aborted, id)
                                    .provision(),
                            session.threads());
            start = begun;
        }
        return begun;
    }

    private List<LiveContainer> around(List<LiveContainer> given) {
        List<LiveContainer> around = new ArrayList<>(given);
        needs.forEach(each -> around.addAll(each.containers()));
        return around;
    }

    /** Whether all classes of the run that ask for it have it together. */
    boolean isShared() {
        return plan.containers().stream().allMatch(each -> each.life().scope() == Scope.SESSION);
    }

    /** Begins the start, without waiting, of what depends on nothing but scopes that it knows. */
    void begin() {
        // Whoever waits for it gets its failure.
        CompletableFuture<Void> unused = begun(List.of());
    }

    /** Whether its start has failed. */
    boolean hasFailed() {
        return begun().isCompletedExceptionally();
    }

    private synchronized CompletableFuture<Void> begun() {
        return start == null ? CompletableFuture.completedFuture(null) : start;
    }

    /**
     * Sets the system properties that the containers export, once; the end puts them back.
     *
     * @param around scopes that this one is in
     */
    public synchronized void export(List<LiveScope> around) {
        if (!exported) {
            Exports.begin(this, around, surroundings);
            exported = true;
        }
    }

    /** Puts the system properties back, until they are exported again. */
    synchronized void endExport() {
        Exports.end(this);
        exported = false;
    }

    /** To be called when a test that used the containers has failed, before the scope is closed. */
    public void failed() {
        failed.set(true);
    }

    /**
     * @param outcome whether the test that has the containers to itself has failed; asked when the scope ends
     * @return this
     */
    LiveScope failedWhen(BooleanSupplier outcome) {
        this.outcome = outcome;
        return this;
    }

    /**
     * @param context JUnit's id of the class or invocation that the containers belong to
     * @return this
     */
    LiveScope of(String context) {
        id = context;
        return this;
    }

    /**
     * @param reports gets what is said of containers that stay
     * @return this
     */
    LiveScope reportingTo(Consumer<Map<String, String>> reports) {
        this.reports = reports;
        return this;
    }

    /**
     * Removes the containers in the background, but for those that are to stay; the session waits for that before it ends.
     *
     * @throws IllegalStateException when something couldn't be removed, with {@code drydock.strict}
     */
    @Override
    public void close() {
        End end = end();
        if (end == null) {
            return;
        }
        session.removeLater(end.removed()::join);
        if (end.keeps()) {
            Map<String, String> entry = Uninterrupted.get(end.kept(), LIMIT, Map.of());
            if (!entry.isEmpty()) {
                reports.accept(entry);
            }
        }
        if (session.settings().strict()) {
            complain(Uninterrupted.get(end.removed(), LIMIT, List.of(new IllegalStateException("it takes too long"))));
        }
    }

    /** What {@link #close} does, but returns when the containers are gone, or stay; for who closes several in an order. */
    void remove() {
        End end = end();
        if (end != null) {
            end.removed().join();
        }
    }

    private record End(
            boolean keeps,
            CompletableFuture<Map<String, String>> kept,
            CompletableFuture<List<RuntimeException>> removed) {}

    /** Begins to remove; null when that has begun before. */
    private @Nullable End end() {
        CompletableFuture<Void> begun;
        synchronized (this) {
            if (closed.getAndSet(true)) {
                return null;
            }
            begun = begun();
        }
        aborted.set(true);
        endExport();
        Keeping keeping = new Keeping(session, plan, isUsedByFailure());
        if (!keeping.isAskedFor()) {
            // Those with listeners are still needed by them, and those that are asked to end by themselves.
            containers().stream()
                    .filter(each -> each.plan().life().listeners().isEmpty()
                            && !each.plan().life().graceful())
                    .forEach(LiveContainer::released);
        }
        // A container whose creation is under way must exist before it can be removed, or kept.
        CompletableFuture<Map<String, String>> kept = begun.handleAsync(
                (nothing, failure) -> keeping.isAskedFor() ? keeping.keep(set) : Map.of(), session.threads());
        CompletableFuture<List<RuntimeException>> removed =
                kept.thenApplyAsync(entry -> set.removeAll(), session.threads());
        return new End(keeping.isAskedFor(), kept, removed);
    }

    private boolean isUsedByFailure() {
        boolean ofSession =
                plan.containers().stream().anyMatch(each -> each.life().scope() == Scope.SESSION);
        return failed.get() || outcome.getAsBoolean() || (ofSession && session.hasTestFailed());
    }

    private void complain(List<RuntimeException> failures) {
        if (failures.isEmpty()) {
            return;
        }
        IllegalStateException complaint = new IllegalStateException("Not all containers of " + plan.owner()
                + " could be removed: " + failures.get(0).getMessage() + " (" + Settings.STRICT
                + " = true makes this a failure)");
        failures.forEach(complaint::addSuppressed);
        throw complaint;
    }
}
