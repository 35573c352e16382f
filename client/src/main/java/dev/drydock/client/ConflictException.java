package dev.drydock.client;

/** Status 409: the name is taken, or the object's state doesn't allow this now. */
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
