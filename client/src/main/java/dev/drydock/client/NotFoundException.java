package dev.drydock.client;

/** Status 404: there is no such container, image, network, volume or exec. */
public class NotFoundException extends DockerResponseException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what couldn't be done, why, and what to do next
     * @param answer what the engine said
     */
    public NotFoundException(String message, ErrorAnswer answer) {
        super(message, answer);
    }
}
