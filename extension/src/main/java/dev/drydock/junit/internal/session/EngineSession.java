package dev.drydock.junit.internal.session;

import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One engine and one run id for all test classes of this JVM that have equal settings. All work with the engine is done on
 * the session's own threads: JUnit's may be interrupted by a time-out, and those of its parallel execution may run another
 * test while they wait.
 */
public final class EngineSession {
    /** Of all that Drydock keeps in JUnit's stores. */
    public static final Namespace NAMESPACE = Namespace.create("dev.drydock");

    private static final Logger LOG = System.getLogger("dev.drydock");
    private static final long CLOSE_SECONDS = 120;

    private final String runId = RunNames.newRun();
    private final Owner owner = Owner.thisJvm();
    private final Settings settings;
    private final DockerClient client;
    private final ExecutorService threads;
    private final ExecutorService snapshots;
    private final EngineEvents events;
    private final ImageSupply images;
    private final OwnNetworks networks;
    private final CompletableFuture<?> before;
    private final Queue<CompletableFuture<?>> removals = new ConcurrentLinkedQueue<>();
    private final Map<Class<?>, AutoCloseable> parts = new LinkedHashMap<>();
    private final ExecGate execs = new ExecGate();
    private final AtomicInteger sequence = new AtomicInteger();
    private final CompletableFuture<?> found = new CompletableFuture<>();
    private final CompletableFuture<EngineAddress> connected = new CompletableFuture<>();
    private final AtomicReference<@Nullable Runnable> whileStarting = new AtomicReference<>();
    private final AtomicBoolean swept = new AtomicBoolean();
    private volatile boolean testFailed;
    private boolean connecting;
    private volatile @Nullable Reaper reaper;

    /**
     * @param settings of all that use it
     * @param client of its own, closed with it
     * @param before what must be through before anything is asked of the engine
     */
    EngineSession(Settings settings, DockerClient client, CompletableFuture<?> before) {
        this.settings = settings;
        this.client = client;
        this.events = new EngineEvents(client, runId);
        this.before = before;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> daemon(task, "drydock-" + number.incrementAndGet()));
        // One at a time: two that share a container would pause and unpause it under each other's feet.
        this.snapshots = Executors.newSingleThreadExecutor(task -> daemon(task, "drydock-snapshots"));
        this.images = new ImageSupply(client, settings.images(), owner.label(), threads);
        this.networks = new OwnNetworks(client, settings.subnets());
        UnknownSettings.of(Settings.ALL, System.getProperties(), System.getenv())
                .forEach(each -> LOG.log(Level.WARNING, "Drydock knows no setting " + each));
        // While the engine is looked for: reading its first answer would take as long again.
        threads.execute(DockerClient::warmUp);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** There will be one, most likely. */
    public static void expect() {
        Sessions.ALL.expect();
    }

    /** The session of the execution that the context belongs to; nothing is opened yet. */
    public static EngineSession of(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        SessionLease.class, key -> new SessionLease(Settings.of(context)), SessionLease.class)
                .session();
    }

    /**
     * Finds the engine, starts the reaper, and begins to follow events; once for all, and a failure is everybody's.
     */
    public void connect() {
        begin();
        await(connected);
    }

    /** Only finds the engine: enough to ask for something, not to make anything, which needs the reaper first. */
    public void find() {
        begin();
        await(found);
    }

    private void begin() {
        synchronized (connected) {
            if (connecting) {
                return;
            }
            connecting = true;
        }
        threads.execute(() -> {
            try {
                before.join();
                client.apiVersion();
                found.complete(null);
                // Starting a process and getting the engine's first answer take as long as each other.
                CompletableFuture<Void> reaping = CompletableFuture.runAsync(this::startReaper, threads);
                try {
                    events.open(threads);
                } finally {
                    reaping.join();
                }
                connected.complete(client.address());
            } catch (RuntimeException | Error e) {
                found.completeExceptionally(e);
                connected.completeExceptionally(e);
            }
        });
    }

    private static void await(CompletableFuture<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while connecting to the engine", e);
        } catch (ExecutionException e) {
            throw Rethrow.causeOf(e);
        }
    }

    private void startReaper() {
        if (!settings.reaper()) {
            return;
        }
        try {
            reaper = Reaper.start(runId, owner.label(), client.address());
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The process that removes containers when this JVM is killed can''t be started; the next run would"
                            + " remove them. " + Settings.REAPER + "=false goes without it",
                    e);
        }
    }

    /** @param nothingLeft else it does what couldn't be done here */
    private void letGoOfReaper(boolean nothingLeft) {
        Reaper started = reaper;
        if (started == null) {
            return;
        }
        try {
            if (nothingLeft) {
                started.dismiss();
            } else {
                started.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The process that removes what is left has ended before", e);
        }
    }

    /** Removes in the background what killed runs have left on the engine, once. */
    public void removeLeftovers() {
        if (swept.getAndSet(true)) {
            return;
        }
        removeLater(() -> {
            try {
                new Leftovers(client, owner).remove();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Cannot look for what killed runs have left on the engine", e);
            }
        });
    }

    /** The client of the session's engine. */
    public DockerClient client() {
        return client;
    }

    /** Events of this run's containers. */
    public EngineEvents events() {
        return events;
    }

    /** Images for containers. */
    public ImageSupply images() {
        return images;
    }

    /** Networks for containers that are to find each other. */
    public OwnNetworks networks() {
        return networks;
    }

    /** For work with the engine. */
    public ExecutorService threads() {
        return threads;
    }

    /** For snapshots, one after the other. */
    public ExecutorService snapshots() {
        return snapshots;
    }

    /** Where commands that are run in containers go through. */
    public ExecGate execs() {
        return execs;
    }

    /** What the user has set. */
    public Settings settings() {
        return settings;
    }

    /** The labels of all that this run makes. */
    public Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Labels.RUN, runId);
        labels.put(Labels.OWNER, owner.label());
        return labels;
    }

    /** This JVM, as labels write it. */
    public String ownerLabel() {
        return owner.label();
    }

    /** A name for the engine that no other container or network has. */
    public String uniqueName(String name) {
        return RunNames.of(runId, sequence.incrementAndGet(), name);
    }

    /**
     * Something that lives as long as the session, and is closed with it, before anything else.
     *
     * @param type of it, of which there is one
     * @param make makes it when it is asked for first
     * @return it
     */
    public <T extends AutoCloseable> T part(Class<T> type, Supplier<T> make) {
        synchronized (parts) {
            return type.cast(parts.computeIfAbsent(type, key -> make.get()));
        }
    }

    /** Something to do while the first container starts: until then there is much to do, and then nothing but waiting. */
    public void whileStarting(Runnable work) {
        whileStarting.set(work);
    }

    /** To be called when a container is about to start. */
    public void starting() {
        removeLeftovers();
        Runnable work = whileStarting.getAndSet(null);
        if (work != null) {
            threads.execute(work);
        }
    }

    /** Removes in the background; awaited when the execution ends. */
    public void removeLater(Runnable removal) {
        removals.removeIf(each -> each.isDone() && !each.isCompletedExceptionally());
        removals.add(CompletableFuture.runAsync(removal, threads));
    }

    /** Waits for removals that are under way, and tells of those that fail. */
    void awaitRemovals() {
        List<CompletableFuture<?>> all = List.copyOf(removals);
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.log(Level.WARNING, "Containers of this run are still being removed after {0} s", CLOSE_SECONDS);
        } catch (ExecutionException e) {
            // Told of, and tried again, when the session ends.
            LOG.log(Level.DEBUG, "A removal has failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isConnected() {
        return connected.isDone() && !connected.isCompletedExceptionally();
    }

    /** Whether the engine couldn't be reached, which the next execution may try again. */
    boolean isBroken() {
        return connected.isCompletedExceptionally();
    }

    /** Removals that are under way: what they remove may hold a port. */
    public CompletableFuture<?> removals() {
        return CompletableFuture.allOf(removals.toArray(CompletableFuture<?>[]::new))
                .exceptionally(failure -> null);
    }

    /** A name for the engine of a container that stays when the run has ended: whatever removes the run's spares it. */
    public String keptName(Instant until, String name) {
        return RunNames.kept(until, runId, sequence.incrementAndGet(), name);
    }

    /** To be called when a test has failed that has containers of this session. */
    public void testFailed() {
        testFailed = true;
    }

    /** Whether a test has failed: each may have used the containers that live as long as the session. */
    public boolean hasTestFailed() {
        return testFailed;
    }

    /** What the engine has made without its answer having reached us. */
    private void removeUnknown() {
        new Reaping(client, threads, runId).once();
    }

    private void closeParts() {
        List<AutoCloseable> all;
        synchronized (parts) {
            all = List.copyOf(parts.values());
        }
        for (AutoCloseable each : all) {
            try {
                each.close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "Cannot end " + each, e);
            }
        }
    }

    /** Waits for removals that are under way, and lets go of the engine. */
    void close() {
        boolean nothingLeft = false;
        try {
            closeParts();
            if (isConnected()) {
                removeLeftovers();
            }
            CompletableFuture.allOf(removals.toArray(CompletableFuture<?>[]::new))
                    .get(CLOSE_SECONDS, TimeUnit.SECONDS);
            if (isConnected()) {
                CompletableFuture.runAsync(this::removeUnknown, threads).get(CLOSE_SECONDS, TimeUnit.SECONDS);
                CompletableFuture.runAsync(images::removeBuilt, threads).get(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
            nothingLeft = true;
        } catch (TimeoutException e) {
            LOG.log(
                    Level.WARNING,
                    "Containers of this run are still being removed after {0} s; the next run removes what is left",
                    CLOSE_SECONDS);
        } catch (ExecutionException e) {
            LOG.log(Level.WARNING, "Not all of this run could be removed; the next run tries again", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            letGoOfReaper(nothingLeft);
            events.close();
            client.close();
            threads.shutdownNow();
            snapshots.shutdownNow();
        }
    }
}
