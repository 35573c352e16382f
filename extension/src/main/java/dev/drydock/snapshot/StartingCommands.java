package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ExecDetails;
import java.util.concurrent.TimeUnit;

/** Waits until no command is being started in a container any more, so that it can be paused. */
final class StartingCommands {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long PAUSE_MILLIS = 5;

    private final DockerClient client;
    private final PauseGuard guard;

    StartingCommands(DockerClient client, PauseGuard guard) {
        this.client = client;
        this.guard = guard;
    }

    /** How far the commands of a container are. */
    private enum State {
        STARTED,
        /** One is there that wasn't started yet, and perhaps never will be. */
        CREATED,
        /** The engine is in the middle of starting one, or is about to be asked to. */
        STARTING
    }

    /**
     * Those of health checks are the engine's own, and can't be held: they are waited for where they are seen.
     *
     * @return whether the container may be paused; not when one is still being started after 3 s
     */
    boolean await(String container) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        State state = state(container);
        while (state != State.STARTED && System.nanoTime() < deadline) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SnapshotException("interrupted", e);
            }
            state = state(container);
        }
        return state != State.STARTING;
    }

    private State state(String container) {
        // Asked first: one that ends meanwhile is waited for once more, none is overlooked.
        int begun = guard.underWay(container);
        int running = 0;
        State state = State.STARTED;
        for (String id : client.containers().inspect(container).execIDs()) {
            try {
                ExecDetails exec = client.exec().inspect(id);
                // Podman tells no process, and isn't known to lose a container so.
                if (exec.running() && (exec.pid() > 0 || client.isPodman())) {
                    running++;
                } else if (exec.running()) {
                    return State.STARTING;
                } else if (exec.exitCode() == null) {
                    state = State.CREATED;
                }
            } catch (NotFoundException e) {
                // It has ended since.
            }
        }
        return running < begun ? State.STARTING : state;
    }
}
