package dev.drydock.junit.internal.session;

import dev.drydock.snapshot.PauseGuard;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Holds back the commands that tests run in a container while it is paused for a snapshot, perhaps of another test's failure. */
public final class ExecGate implements PauseGuard {
    private final Set<String> held = new HashSet<>();
    private final Map<String, Integer> underWay = new HashMap<>();

    ExecGate() {}

    /**
     * @param containerId that the command is run in
     * @param command to be run, at once or when the container goes on
     * @return what it returns
     */
    public <T> T run(String containerId, Supplier<T> command) {
        enter(containerId);
        try {
            return command.get();
        } finally {
            leave(containerId);
        }
    }

    private synchronized void enter(String containerId) {
        awaitReleased(containerId);
        underWay.merge(containerId, 1, Integer::sum);
    }

    /** Waits until a container isn't paused by Drydock: whoever pauses it himself would be undone, or undo it. */
    public synchronized void awaitReleased(String containerId) {
        while (held.contains(containerId)) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while a snapshot of the container was taken", e);
            }
        }
    }

    private synchronized void leave(String containerId) {
        underWay.computeIfPresent(containerId, (id, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public synchronized void hold(Collection<String> containerIds) {
        held.addAll(containerIds);
    }

    @Override
    public synchronized int underWay(String containerId) {
        return underWay.getOrDefault(containerId, 0);
    }

    @Override
    public synchronized void release(Collection<String> containerIds) {
        held.removeAll(Set.copyOf(containerIds));
        notifyAll();
    }

    /** Whether a container is, or is about to be, paused by Drydock. */
    public synchronized boolean isHeld(String containerId) {
        return held.contains(containerId);
    }
}
