package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** A container couldn't be started, ended while it was waited for, or wasn't ready in time. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class ContainerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message which container, what happened, the end of its log, what to do next
     * @param cause what was thrown below, or {@code null}
     */
    public ContainerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
