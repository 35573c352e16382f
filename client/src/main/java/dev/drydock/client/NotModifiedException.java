package dev.drydock.client;

/** Status 304: it was so already, for example a container that is started twice. */
public class NotModifiedException extends DockerResponseException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what couldn't be done, why, and what to do next
     * @param answer what the engine said
     */
    public NotModifiedException(String message, ErrorAnswer answer) {
        super(message, answer);
    }
}
