package dev.drydock.snapshot;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.ForbiddenException;
import dev.drydock.client.NotFoundException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** What was made for containers that are started again, each thing noted the moment it exists; and its removal. */
final class Remnants {
    private static final int ATTEMPTS = 50;
    private static final long PAUSE_MILLIS = 100;

    private final DockerClient client;
    private final Deque<Remnant> made = new ArrayDeque<>();

    private record Remnant(String what, Runnable removal) {}

    Remnants(DockerClient client) {
        this.client = client;
    }

    void container(String name, String id) {
        // Kills first: who wants to be asked takes its time.
        add("container " + name, () -> client.containers().remove(id));
    }

    void network(String name, String id) {
        add("network " + name, () -> removeNetwork(id));
    }

    void volume(String name) {
        add("volume " + name, () -> client.volumes().remove(name));
    }

    /** Whoever has joined it stays, and is taken out: engines don't remove a network with containers. */
    private void removeNetwork(String id) {
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

    private synchronized void add(String what, Runnable removal) {
        made.push(new Remnant(what, removal));
    }

    /**
     * Removes all, the latest first.
     *
     * @throws SnapshotException names what is left, which a further call tries again
     */
    synchronized void remove() {
        List<Remnant> left = new ArrayList<>();
        List<DockerException> failures = new ArrayList<>();
        while (!made.isEmpty()) {
            Remnant each = made.pop();
            try {
                gone(each);
            } catch (DockerException e) {
                left.add(each);
                failures.add(e);
            }
        }
        for (int i = left.size() - 1; i >= 0; i--) {
            made.push(left.get(i));
        }
        if (!left.isEmpty()) {
            SnapshotException all = new SnapshotException(
                    "Not removed: " + left.stream().map(Remnant::what).collect(Collectors.joining(", ")) + ": "
                            + failures.get(0).getMessage(),
                    failures.get(0));
            failures.stream().skip(1).forEach(all::addSuppressed);
            throw all;
        }
    }

    /** What somebody else is removing is awaited: networks and volumes are free only then. */
    private static void gone(Remnant remnant) {
        for (int attempt = 1; ; attempt++) {
            try {
                remnant.removal().run();
                return;
            } catch (NotFoundException e) {
                return;
            } catch (ConflictException | ForbiddenException e) {
                if (attempt == ATTEMPTS || !slept()) {
                    throw e;
                }
            }
        }
    }

    private static boolean slept() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
