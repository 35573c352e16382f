package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.Filters;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.snapshot.SnapshotLabels;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells checkpoints of a container that a run shares from those of others that are called alike: by all that is declared of
 * it. Those of classes and methods are told by these.
 */
final class CheckpointKey {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private CheckpointKey() {}

    /**
     * @param plan of a container that the run shares
     * @param loader finds the resources that are copied into it
     * @return 64 hexadecimal digits; empty when what is copied into it can't be read any more
     */
    static String of(ContainerPlan plan, Placeholders placeholders, ClassLoader loader) {
        try {
            WarmKey key = new WarmKey("", placeholders, loader);
            key.add(plan);
            return key.digest();
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "What is declared of container " + plan.shown() + " can't be told", e);
            return "";
        }
    }

    /** The same, for who asks on a thread of the test, which finds its resources. */
    static String of(LiveContainer container) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return of(
                container.plan(),
                container.placeholders(),
                loader == null ? ClassLoader.getSystemClassLoader() : loader);
    }

    /** The ids of all snapshots of that key. */
    static Set<String> snapshots(DockerClient client, String key) {
        if (key.isEmpty()) {
            return Set.of();
        }
        return client.images().list(Filters.byLabel(SnapshotLabels.KEY, key)).stream()
                .map(each -> each.labels().getOrDefault(SnapshotLabels.ID, ""))
                .collect(Collectors.toSet());
    }
}
