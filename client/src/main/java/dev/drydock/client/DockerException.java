package dev.drydock.client;

import org.jspecify.annotations.Nullable;

/**
 * The root of all that this client throws. Below it: {@link DockerConnectionException} (the engine wasn't reached),
 * {@link DockerTimeoutException} (it took too long), {@link DockerProtocolException} (what came wasn't HTTP or JSON as
 * agreed), {@link DockerResponseException} (it answered "no") and {@link DockerStreamException} (it said "no" in the
 * middle of a streamed answer). Messages never hold a credential.
 */
public class DockerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what couldn't be done, why, and what to do next
     * @param cause what was thrown below, or {@code null}
     */
    public DockerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
