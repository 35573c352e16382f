package dev.drydock.client;

/**
 * Status 500 and above: the engine tried and failed. What Podman says with a 500 and Docker with another status is the
 * exception of that status.
 */
public class EngineFailureException extends DockerResponseException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what couldn't be done, why, and what to do next
     * @param answer what the engine said
     */
    public EngineFailureException(String message, ErrorAnswer answer) {
        super(message, answer);
    }
}
