package dev.drydock.client;

import org.jspecify.annotations.Nullable;

/** No engine was found, it can't be reached, or the connection broke before its answer was complete. */
public class DockerConnectionException extends DockerException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what couldn't be done, why, and what to do next
     * @param cause what was thrown below, or {@code null}
     */
    public DockerConnectionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
