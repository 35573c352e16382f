package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** Hands over a container's output as it comes, until it is closed or the container ends. Thread-safe. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface LogFollower extends AutoCloseable {
    /** @return whether lines may still come: it isn't closed, the container hasn't ended, the consumer hasn't thrown */
    boolean isOpen();

    /** Ends it at once. A line that is being handed over still is; no other follows. */
    @Override
    void close();
}
