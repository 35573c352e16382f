package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.NotFoundException;
import dev.drydock.junit.internal.plan.LifePlan;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * Ends the containers of a scope, all at once. Those that want to be asked are still able to reach what they depend on:
 * that is ended after them.
 */
final class Ending {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private final List<LiveContainer> containers;
    private final ExecutorService threads;
    private final Consumer<LiveContainer> end;
    private final Map<LiveContainer, CompletableFuture<Void>> ends = new HashMap<>();

    /** @param end ends one of them, on one of the threads */
    Ending(List<LiveContainer> containers, ExecutorService threads, Consumer<LiveContainer> end) {
        this.containers = containers;
        this.threads = threads;
        this.end = end;
    }

    /** Returns when all have ended. */
    void await() {
        CompletableFuture.allOf(containers.stream().map(this::end).toArray(CompletableFuture<?>[]::new))
                .join();
    }

    /** The plan has no circles. */
    private CompletableFuture<Void> end(LiveContainer container) {
        CompletableFuture<Void> known = ends.get(container);
        if (known != null) {
            return known;
        }
        CompletableFuture<?>[] before = containers.stream()
                .filter(each -> each.plan().life().graceful())
                .filter(each -> each.plan().dependsOn().contains(container.name()))
                .map(this::end)
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> ended =
                CompletableFuture.allOf(before).thenRunAsync(() -> end.accept(container), threads);
        ends.put(container, ended);
        return ended;
    }

    /** Asks it to end, where the plan says so; who hasn't ended in time is killed by the engine. */
    static void ask(LiveContainer container, DockerClient client) {
        LifePlan life = container.plan().life();
        if (!life.graceful()) {
            return;
        }
        try {
            if (client.containers().inspect(container.id()).state().paused()) {
                // Frozen processes take no signal.
                client.containers().unpause(container.id());
            }
            client.containers().stop(container.id(), Duration.ofSeconds(life.stopTimeout()));
        } catch (NotFoundException e) {
            LOG.log(
                    Level.DEBUG,
                    "Container {0} is gone already",
                    container.plan().shown());
        } catch (DockerException e) {
            LOG.log(
                    Level.WARNING,
                    "Container " + container.plan().shown() + " couldn't be asked to end; it is killed",
                    e);
        }
    }
}
