package dev.drydock.junit.internal.session;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.Filters;
import dev.drydock.client.Timeouts;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.client.model.NetworkDetails;
import dev.drydock.snapshot.SnapshotLabels;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Removes all of a run. What the engine was still making when the JVM was killed appears later, so it looks again. */
final class Reaping {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final String run;
    private final String owner;
    private @Nullable DockerException last;

    Reaping(String run, String owner) {
        this.run = run;
        this.owner = owner;
    }

    /** Ends when two looks in a row have found nothing. */
    void toTheEnd() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        Timeouts limits = Timeouts.DEFAULT.withCall(Duration.ofMinutes(2));
        try (DockerClient client =
                DockerClient.builder().timeouts(limits).streamTimeouts(limits).build()) {
            int nothing = 0;
            while (nothing < 2) {
                nothing = look(client) ? nothing + 1 : 0;
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(
                            "Not all of run " + run + " could be removed within " + LIMIT.toMinutes() + " min", last);
                }
                if (nothing < 2) {
                    Thread.sleep(PAUSE.toMillis());
                }
            }
        }
    }

    /** @return whether nothing was there */
    private boolean look(DockerClient client) {
        Filters ours = Filters.byLabel(Labels.RUN, run);
        boolean nothing = true;
        try {
            for (ContainerSummary each : client.containers().list(ours)) {
                if (RunNames.isOf(each.names(), each.labels())) {
                    nothing = false;
                    attempt(() -> client.containers().remove(each.id()));
                }
            }
            for (NetworkDetails each : client.networks().list(ours)) {
                if (RunNames.isOf(List.of(String.valueOf(each.name())), each.labels())) {
                    nothing = false;
                    attempt(() -> client.networks().remove(each.id()));
                }
            }
            for (ImageSummary each : client.images().list(Filters.byLabel(SnapshotLabels.MAKER, owner))) {
                if (each.repoTags().isEmpty()) {
                    nothing = false;
                    attempt(() -> client.images().remove(each.id(), false));
                }
            }
            return nothing;
        } catch (DockerException e) {
            // An engine that is being restarted answers again.
            last = e;
            return false;
        }
    }

    private void attempt(Runnable removal) {
        try {
            removal.run();
        } catch (DockerException e) {
            // Where it is still there at the next look, it is tried again.
            last = e;
        }
    }
}
