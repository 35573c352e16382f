package dev.drydock.junit.internal.session;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.Filters;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.NetworkDetails;
import dev.drydock.client.model.VolumeDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Removes all of a run but what is kept. */
final class Reaping {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final DockerClient client;
    private final Executor threads;
    private final String run;
    private final AtomicReference<@Nullable DockerException> last = new AtomicReference<>();

    /**
     * @param client of the engine; not closed here
     * @param threads containers are removed on, in parallel
     * @param run whose things these are
     */
    Reaping(DockerClient client, Executor threads, String run) {
        this.client = client;
        this.threads = threads;
        this.run = run;
    }

    /**
     * Removes what there is now.
     *
     * @throws DockerException when something couldn't be removed
     */
    void once() {
        look("");
        DockerException failure = last.get();
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Looks until nothing has been there for some seconds: what the engine was still making when the JVM was killed appears
     * later.
     *
     * @param deadOwner as labels write it, whose half-made images go, too; empty when it lives
     * @throws InterruptedException when the thread is interrupted
     */
    void toTheEnd(String deadOwner) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        long seen = System.nanoTime();
        while (System.nanoTime() - seen < QUIET.toNanos()) {
            if (!nothing(deadOwner)) {
                seen = System.nanoTime();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "Not all of run " + run + " could be removed within " + LIMIT.toMinutes() + " min", last.get());
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private boolean nothing(String deadOwner) {
        try {
            return !look(deadOwner);
        } catch (DockerException e) {
            // An engine that is being restarted answers again.
            last.set(e);
            return false;
        }
    }

    /** @return whether something was there */
    private boolean look(String deadOwner) {
        last.set(null);
        Filters ours = Filters.byLabel(Labels.RUN, run);
        List<ContainerSummary> listed = client.containers().list(ours);
        // However long they stay: that they go then is for later runs.
        Exempt exempt = Exempt.of(listed, Instant.EPOCH);
        List<Runnable> containers = new ArrayList<>();
        for (ContainerSummary each : listed) {
            if (RunNames.isOf(each.names(), each.labels())) {
                containers.add(() -> client.containers().remove(each.id()));
            }
        }
        attempt(containers);
        List<Runnable> others = new ArrayList<>();
        for (NetworkDetails each : client.networks().list(ours)) {
            if (RunNames.isOf(List.of(String.valueOf(each.name())), each.labels()) && !exempt.has(each)) {
                others.add(() -> client.networks().remove(each.id()));
            }
        }
        for (VolumeDetails each : client.volumes().list(ours)) {
            if (!exempt.has(each)) {
                others.add(() -> client.volumes().remove(each.name()));
            }
        }
        if (!deadOwner.isEmpty()) {
            HalfMade.all(client).forEach((each, maker) -> {
                if (maker.equals(deadOwner)) {
                    others.add(() -> client.images().remove(each.id(), false));
                }
            });
        }
        attempt(others);
        return !containers.isEmpty() || !others.isEmpty();
    }

    private void attempt(List<Runnable> removals) {
        CompletableFuture.allOf(removals.stream()
                        .map(each -> CompletableFuture.runAsync(() -> attempt(each), threads))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    private void attempt(Runnable removal) {
        try {
            removal.run();
        } catch (NotFoundException e) {
            // Somebody else was faster.
        } catch (DockerException e) {
            // Where it is still there at the next look, it is tried again.
            last.set(e);
        }
    }
}
