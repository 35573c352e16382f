package dev.drydock.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.ContainerExit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A question for a container's end that the engine has accepted and will answer. */
public final class ContainerWait implements AutoCloseable {
    /** Far more than an exit code has. */
    private static final int LARGEST = 64 * 1024;

    private static final int SHOWN = 2000;

    private final Exchange exchange;
    private final String doing;
    private final Response response;
    private volatile boolean closed;

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
            return exit(response.body().readNBytes(LARGEST));
        } catch (IOException e) {
            if (closed) {
                throw new DockerConnectionException("Cannot " + doing + ": the wait was closed meanwhile.", e);
            }
            throw exchange.failed(doing, e);
        }
    }

    /** The status went out before the container's end: what went wrong later can only be in the answer's text. */
    private ContainerExit exit(byte[] answer) throws IOException {
        try {
            JsonNode exit = Json.read(new ByteArrayInputStream(answer), JsonNode.class);
            if (exit.path("StatusCode").isIntegralNumber() || exit.path("Error").isObject()) {
                return Json.read(exit, ContainerExit.class);
            }
        } catch (JsonProcessingException e) {
            throw new DockerProtocolException(noExitCode(answer), e);
        }
        throw new DockerProtocolException(noExitCode(answer), null);
    }

    private String noExitCode(byte[] answer) {
        String text = new String(answer, 0, Math.min(answer.length, SHOWN), StandardCharsets.UTF_8).strip();
        return "Cannot " + doing + ": the engine at " + exchange.address() + " gave no exit code, but "
                + (text.isEmpty() ? "an empty answer." : "'" + text + "'.");
    }

    /** Gives up the question at once; a thread in {@link #await} gets an exception. */
    @Override
    public void close() {
        closed = true;
        response.close();
    }
}
