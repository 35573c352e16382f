package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.ContainerExit;
import java.io.IOException;

/** A question for a container's end that the engine has accepted and will answer. */
public final class ContainerWait implements AutoCloseable {
    private final Exchange exchange;
    private final String doing;
    private final Response response;

    ContainerWait(Exchange exchange, String doing, Response response) {
        this.exchange = exchange;
        this.doing = doing;
        this.response = response;
    }

    /**
     * Waits for the answer; to be called once.
     *
     * @return how the container ended
     */
    public ContainerExit await() {
        try (response) {
            return Json.read(response.body(), ContainerExit.class);
        } catch (IOException e) {
            throw exchange.failed(doing, e);
        }
    }

    /** Gives up the question at once; a thread in {@link #await} gets an exception. */
    @Override
    public void close() {
        response.close();
    }
}
