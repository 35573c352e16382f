package dev.drydock.client;

import org.jspecify.annotations.Nullable;

/** What came back isn't what was agreed: broken HTTP, broken JSON, a broken frame, or an end too early. */
public class DockerProtocolException extends DockerException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what couldn't be done and what was wrong with the answer
     * @param cause what was thrown below, or {@code null}
     */
    public DockerProtocolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
