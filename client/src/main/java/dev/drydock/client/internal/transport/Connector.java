package dev.drydock.client.internal.transport;

import java.io.IOException;
import java.time.Duration;

/** Opens connections to one engine. */
@FunctionalInterface
public interface Connector {
    /**
     * @param timeout for the opening; zero means without limit
     * @return a new connection
     * @throws IOException when the engine can't be reached
     */
    Connection open(Duration timeout) throws IOException;
}
