package dev.drydock.cli;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.Filters;
import dev.drydock.client.ForbiddenException;
import dev.drydock.client.NotFoundException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What was opened on an engine: containers, networks and volumes that are known by their labels, so that whoever comes later
 * can remove them.
 */
final class OpenSet {
    private static final String NAME = "dev.drydock.open";
    private static final String SNAPSHOT = "dev.drydock.open.snapshot";
    private static final String OPENER = "dev.drydock.open.by";
    private static final int ATTEMPTS = 50;
    private static final long PAUSE_MILLIS = 100;

    private OpenSet() {}

    /** A new name for one, short enough to be typed. */
    static String newName() {
        return Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000000) | 0x1000000)
                .substring(1);
    }

    /** @param opener who removes it; {@code null} when it stays until somebody closes it */
    static Map<String, String> labels(String name, String snapshot, @Nullable Opener opener) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(NAME, name);
        labels.put(SNAPSHOT, snapshot);
        labels.put(OPENER, opener == null ? "" : opener.label());
        return labels;
    }

    /** Snapshots that are open, by the names of the sets. */
    static Map<String, String> all(DockerClient client) {
        Map<String, String> open = new TreeMap<>();
        labels(client).forEach(each -> open.put(each.getOrDefault(NAME, ""), each.getOrDefault(SNAPSHOT, "")));
        return open;
    }

    private static List<Map<String, String>> labels(DockerClient client) {
        Filters ours = Filters.byLabel(NAME);
        List<Map<String, String>> labels = new ArrayList<>();
        client.containers().list(ours).forEach(each -> labels.add(each.labels()));
        client.networks().list(ours).forEach(each -> labels.add(each.labels()));
        client.volumes().list(ours).forEach(each -> labels.add(each.labels()));
        return labels;
    }

    /** Removes what processes of this machine have opened that were killed. */
    static void removeAbandoned(DockerClient client) {
        Set<String> abandoned = new TreeSet<>();
        for (Map<String, String> each : labels(client)) {
            if (Opener.isGone(each.getOrDefault(OPENER, ""))) {
                abandoned.add(each.getOrDefault(NAME, ""));
            }
        }
        abandoned.forEach(name -> remove(client, name));
    }

    /** Removes a set, whatever is left of it. */
    static void remove(DockerClient client, String name) {
        Filters ours = Filters.byLabel(NAME, name);
        client.containers()
                .list(ours)
                .forEach(each -> gone(() -> client.containers().remove(each.id())));
        client.networks()
                .list(ours)
                .forEach(each -> gone(() -> client.networks().remove(each.id())));
        client.volumes().list(ours).forEach(each -> gone(() -> client.volumes().remove(each.name())));
    }

    /** Networks and volumes are free only when somebody else's removal of their containers is through. */
    private static void gone(Runnable removal) {
        for (int attempt = 1; ; attempt++) {
            try {
                removal.run();
                return;
            } catch (NotFoundException e) {
                return;
            } catch (ConflictException | ForbiddenException e) {
                // Docker forbids to remove a network with containers.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(DockerException because) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw because;
        }
    }

    /** Takes a hook away that isn't needed any more, unless the JVM is ending already. */
    static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs, and that does no harm.
            return;
        }
    }
}
