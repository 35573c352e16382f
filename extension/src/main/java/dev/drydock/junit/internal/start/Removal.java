package dev.drydock.junit.internal.start;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.DockerResponseException;
import dev.drydock.client.EngineFailureException;
import dev.drydock.client.NotFoundException;
import java.time.Duration;

/** Removes what may be gone, or going, already: returns when it is gone. */
final class Removal {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final DockerClient client;

    Removal(DockerClient client) {
        this.client = client;
    }

    /**
     * Kills and removes a container, with its anonymous volumes.
     *
     * @throws DockerException when it is still there
     */
    void container(String id) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                client.containers().remove(id);
                return;
            } catch (NotFoundException e) {
                return;
            } catch (ConflictException e) {
                // Somebody else is removing it. Its network, ports and volumes are free only when that is through.
                if (System.nanoTime() > end || !slept()) {
                    throw e;
                }
            }
        }
    }

    private static boolean slept() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Removes a network of ours, also when a container that isn't has joined it.
     *
     * @throws DockerException when it is still there
     */
    void network(String id) {
        try {
            client.networks().remove(id);
        } catch (NotFoundException e) {
            // It is gone.
        } catch (DockerResponseException e) {
            disconnectAll(id, e);
            try {
                client.networks().remove(id);
            } catch (NotFoundException gone) {
                // It went meanwhile.
            }
        }
    }

    /**
     * Removes a volume.
     *
     * @throws DockerException when it is still there
     */
    void volume(String name) {
        try {
            client.volumes().remove(name);
        } catch (NotFoundException e) {
            // It is gone.
        }
    }

    /** Takes a container out of a network, if both are there. */
    void fromNetwork(String network, String container) {
        try {
            client.networks().disconnect(network, container);
        } catch (NotFoundException | ConflictException e) {
            // One of the two is gone, or going.
        } catch (EngineFailureException e) {
            if (!e.engineMessage().contains("is not connected")) {
                throw e;
            }
        }
    }

    private void disconnectAll(String network, DockerException because) {
        try {
            for (String each : client.networks().inspect(network).containers().keySet()) {
                client.networks().disconnect(network, each, true);
            }
        } catch (NotFoundException e) {
            // One of the two went meanwhile.
        } catch (DockerException e) {
            because.addSuppressed(e);
            throw because;
        }
    }
}
