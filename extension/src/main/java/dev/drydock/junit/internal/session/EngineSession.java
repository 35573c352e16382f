package dev.drydock.junit.internal.session;

import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.Filters;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * One engine and one run id for all test classes of an execution. All work with the engine is done on the session's own
 * threads: JUnit's may be interrupted by a time-out, and those of its parallel execution may run another test while they
 * wait.
 */
@SuppressWarnings("deprecation") // JUnit 5.12 closes only this kind of resource, later ones prefer AutoCloseable.
public final class EngineSession implements Store.CloseableResource, AutoCloseable {
    /** Of all that Drydock keeps in JUnit's stores. */
    public static final Namespace NAMESPACE = Namespace.create("dev.drydock");

    private static final Logger LOG = System.getLogger("dev.drydock");
    private static final long CLOSE_SECONDS = 120;

    private final String runId = UUID.randomUUID().toString().substring(0, 8);
    private final Owner owner = Owner.thisJvm();
    private final Settings settings;
    private final DockerClient client = DockerClient.connect();
    private final ExecutorService threads;
    private final ExecutorService snapshots;
    private final EngineEvents events = new EngineEvents(client, runId);
    private final ImageSupply images;
    private final Queue<CompletableFuture<?>> removals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sequence = new AtomicInteger();
    private final CompletableFuture<EngineAddress> connected = new CompletableFuture<>();
    private boolean connecting;
    private volatile @Nullable Reaper reaper;

    private EngineSession(Settings settings) {
        this.settings = settings;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> daemon(task, "drydock-" + number.incrementAndGet()));
        // One at a time: two that share a container would pause and unpause it under each other's feet.
        this.snapshots = Executors.newSingleThreadExecutor(task -> daemon(task, "drydock-snapshots"));
        this.images = new ImageSupply(client, settings, threads);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** The session of the execution that the context belongs to; nothing is opened yet. */
    public static EngineSession of(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(EngineSession.class, key -> opened(Settings.of(context)), EngineSession.class);
    }

    private static EngineSession opened(Settings settings) {
        UnknownSettings.of(Settings.ALL, System.getProperties(), System.getenv())
                .forEach(each -> LOG.log(Level.WARNING, "Drydock knows no setting " + each));
        return new EngineSession(settings);
    }

    /**
     * Finds the engine, removes what killed runs have left there, and begins to follow events; once for all, and a
     * failure is everybody's.
     */
    public void connect() {
        boolean first;
        synchronized (connected) {
            first = !connecting;
            connecting = true;
        }
        if (first) {
            threads.execute(() -> {
                try {
                    client.apiVersion();
                    startReaper();
                    events.open(threads);
                    connected.complete(client.address());
                    removeLater(this::removeLeftovers);
                } catch (RuntimeException | Error e) {
                    connected.completeExceptionally(e);
                }
            });
        }
        try {
            connected.get();
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

    private void removeLeftovers() {
        try {
            new Leftovers(client, owner).remove();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Cannot look for what killed runs have left on the engine", e);
        }
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

    /** For work with the engine. */
    public ExecutorService threads() {
        return threads;
    }

    /** For snapshots, one after the other. */
    public ExecutorService snapshots() {
        return snapshots;
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

    /** Removes in the background; awaited when the session ends. */
    public void removeLater(Runnable removal) {
        removals.add(CompletableFuture.runAsync(removal, threads));
    }

    /** What the engine has made without its answer having reached us. */
    private void removeUnknown() {
        Filters ours = Filters.byLabel(Labels.RUN, runId);
        client.containers().list(ours).stream()
                .filter(each -> RunNames.isOf(each.names(), each.labels()))
                .forEach(each -> client.containers().remove(each.id()));
        client.networks().list(ours).forEach(each -> client.networks().remove(each.id()));
    }

    /** Waits for removals that are under way, and lets go of the engine. */
    @Override
    public void close() {
        boolean nothingLeft = false;
        CompletableFuture<?> all = CompletableFuture.allOf(removals.toArray(CompletableFuture<?>[]::new));
        try {
            all.get(CLOSE_SECONDS, TimeUnit.SECONDS);
            if (connected.isDone() && !connected.isCompletedExceptionally()) {
                CompletableFuture.runAsync(this::removeUnknown, threads).get(CLOSE_SECONDS, TimeUnit.SECONDS);
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
