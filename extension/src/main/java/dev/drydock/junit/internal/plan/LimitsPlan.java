package dev.drydock.junit.internal.plan;

import dev.drydock.client.RestartPolicy;
import dev.drydock.client.Ulimit;
import java.util.List;

/**
 * What a container may use and do.
 *
 * @param memory bytes; 0 for no limit
 * @param cpus processors; 0 for no limit
 * @param shmSize bytes of {@code /dev/shm}; 0 for the engine's default
 * @param ulimits of the process
 * @param capAdd capabilities to add
 * @param capDrop capabilities to take away
 * @param privileged whether it may do all
 * @param readOnly whether its root file system can't be written to
 * @param restart what happens when the process ends
 */
public record LimitsPlan(
        long memory,
        double cpus,
        long shmSize,
        List<Ulimit> ulimits,
        List<String> capAdd,
        List<String> capDrop,
        boolean privileged,
        boolean readOnly,
        RestartPolicy restart) {}
