package dev.drydock.client;

/** The engine doesn't have what was asked for: it is of another kind, or too old. Nothing was changed. */
public class UnsupportedByEngineException extends DockerException {
    private static final long serialVersionUID = 1L;

    /** @param message what couldn't be done, why, and what to do next */
    public UnsupportedByEngineException(String message) {
        super(message, null);
    }
}
