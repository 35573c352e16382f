package dev.drydock.client;

/** Status 400: the engine finds a parameter wrong. */
public class BadRequestException extends DockerResponseException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what couldn't be done, why, and what to do next
     * @param answer what the engine said
     */
    public BadRequestException(String message, ErrorAnswer answer) {
        super(message, answer);
    }
}
