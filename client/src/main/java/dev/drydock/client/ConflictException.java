package dev.drydock.client;

/**
 * The name is taken, or the object's state doesn't allow this now: status 409, or 500 where Podman says that with a 500.
 */
public class ConflictException extends DockerResponseException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what couldn't be done, why, and what to do next
     * @param answer what the engine said
     */
    public ConflictException(String message, ErrorAnswer answer) {
        super(message, answer);
    }
}
