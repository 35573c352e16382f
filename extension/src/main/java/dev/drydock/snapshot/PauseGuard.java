package dev.drydock.snapshot;

import java.util.Collection;

/**
 * Keeps commands from being started in containers that are about to be paused: Docker 20.10 loses a container for good whose
 * pause meets the start of a command. Whoever starts commands in containers while snapshots of them may be taken gives
 * {@link Snapshots} one of these.
 */
public interface PauseGuard {
    /** For who starts no commands meanwhile. */
    PauseGuard NONE = new PauseGuard() {
        @Override
        public void hold(Collection<String> containerIds) {
            // Nobody is to be kept.
        }

        @Override
        public int underWay(String containerId) {
            return 0;
        }

        @Override
        public void release(Collection<String> containerIds) {
            // Nobody was kept.
        }
    };

    /**
     * From now on, no command may be begun in these containers.
     *
     * @param containerIds that are about to be paused
     */
    void hold(Collection<String> containerIds);

    /**
     * @param containerId of one that is held
     * @return how many commands had been begun in it and haven't ended
     */
    int underWay(String containerId);

    /**
     * Commands may be begun again. Also called when nothing was paused.
     *
     * @param containerIds as held before
     */
    void release(Collection<String> containerIds);
}
