package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;

/**
 * A tar archive as it comes from the engine. Closing it, from any thread, ends the transfer at once. What goes wrong is an
 * {@link java.io.IOException} whose cause is the {@link DockerException}.
 */
public final class ArchiveStream extends EngineInput {
    ArchiveStream(Exchange exchange, String doing, Response response) {
        super(exchange, doing, response, response.body());
    }
}
