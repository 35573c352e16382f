package dev.drydock.testing;

import dev.drydock.client.Invocation;

/** Podman leaves the health checks of containers to timers of systemd, which there needn't be. */
public final class HealthChecks {
    private HealthChecks() {}

    /** Has the engine run a container's health check, if it doesn't do so by itself. */
    public static void run(String container) {
        if (TestEngine.CLIENT.isPodman()) {
            TestEngine.CLIENT
                    .operations()
                    .invoke(Invocation.of("ContainerHealthcheckLibpod").param("name", container));
        }
    }
}
