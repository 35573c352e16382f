package dev.drydock.client;

/** Status 401: credentials are missing or wrong. */
public class UnauthorizedException extends DockerResponseException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what couldn't be done, why, and what to do next
     * @param answer what the engine said
     */
    public UnauthorizedException(String message, ErrorAnswer answer) {
        super(message, answer);
    }
}
