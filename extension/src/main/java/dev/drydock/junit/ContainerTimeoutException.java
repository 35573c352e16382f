package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** What was waited for in a container didn't come in time: the end of a command, or a line of its output. */
@API(status = EXPERIMENTAL, since = "0.1")
public final class ContainerTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message which container, what was waited for, how long */
    public ContainerTimeoutException(String message) {
        super(message);
    }
}
