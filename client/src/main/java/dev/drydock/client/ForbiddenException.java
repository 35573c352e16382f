package dev.drydock.client;

/** Status 403: the engine, or a plugin of it, forbids this. */
public class ForbiddenException extends DockerResponseException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what couldn't be done, why, and what to do next
     * @param answer what the engine said
     */
    public ForbiddenException(String message, ErrorAnswer answer) {
        super(message, answer);
    }
}
