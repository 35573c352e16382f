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
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What was opened on an engine: containers, networks and volumes that are known by their labels and names, so that whoever comes
 * later can remove them.
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

    /** With what the names of all that is made for a set begin. */
    static String prefix(String name) {
        return "drydock-open-" + name + "-";
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
        parts(client, Filters.byLabel(NAME))
                .forEach(each -> open.put(each.set(), each.labels().getOrDefault(SNAPSHOT, "")));
        return open;
    }

    /** Something that was made for a set. */
    private record Part(Map<String, String> labels, Runnable removal) {
        String set() {
            return labels.getOrDefault(NAME, "");
        }
    }

    /** What has the name of its set, too: labels are handed on to whatever is made of a container, names are not. */
    private static List<Part> parts(DockerClient client, Filters filters) {
        List<Part> parts = new ArrayList<>();
        client.containers().list(filters).stream()
                .filter(each -> isOf(each.names(), each.labels()))
                .forEach(each -> parts.add(
                        new Part(each.labels(), () -> client.containers().remove(each.id()))));
        client.networks().list(filters).stream()
                .filter(each -> isOf(List.of(each.name()), each.labels()))
                .forEach(each -> parts.add(new Part(each.labels(), () -> removeNetwork(client, each.id()))));
        client.volumes().list(filters).stream()
                .filter(each -> isOf(List.of(each.name()), each.labels()))
                .forEach(each ->
                        parts.add(new Part(each.labels(), () -> client.volumes().remove(each.name()))));
        return parts;
    }

    private static boolean isOf(List<String> names, Map<String, String> labels) {
        String prefix = prefix(labels.getOrDefault(NAME, ""));
        return names.stream().anyMatch(name -> name.replaceFirst("^/", "").startsWith(prefix));
    }

    /**
     * Removes what processes of this machine have opened that were killed. What can't be removed holds nobody up.
     *
     * @param told gets the names of the sets of which something is left, and why
     */
    static void removeAbandoned(DockerClient client, BiConsumer<String, DockerException> told) {
        Set<String> abandoned = new TreeSet<>();
        for (Part each : parts(client, Filters.byLabel(NAME))) {
            if (Opener.isGone(each.labels().getOrDefault(OPENER, ""))) {
                abandoned.add(each.set());
            }
        }
        for (String name : abandoned) {
            try {
                remove(client, name);
            } catch (DockerException e) {
                told.accept(name, e);
            }
        }
    }

    /**
     * Removes a set, whatever is left of it.
     *
     * @throws DockerException when something can't be removed; all else is gone by then
     */
    static void remove(DockerClient client, String name) {
        DockerException failure = null;
        for (Part each : parts(client, Filters.byLabel(NAME, name))) {
            try {
                gone(each.removal());
            } catch (DockerException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Whoever has joined it stays, and is taken out: engines don't remove a network with containers. */
    private static void removeNetwork(DockerClient client, String id) {
        try {
            client.networks().remove(id);
        } catch (ConflictException | ForbiddenException e) {
            for (String each : client.networks().inspect(id).containers().keySet()) {
                try {
                    client.networks().disconnect(id, each);
                } catch (DockerException left) {
                    // It may be going. Whether the network can be removed now is what counts.
                    e.addSuppressed(left);
                }
            }
            throw e;
        }
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
