package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** A container couldn't do what it was asked for, since it has ended, is paused, or was removed. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class ContainerStateException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message which container, what it was asked for, its state, what to do next
     * @param cause what the engine said, or {@code null}
     */
    public ContainerStateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
