package dev.drydock.client;

/**
 * The engine began a streamed answer with success and reported an error in it: a pull that failed half-way, a build
 * step that exited with an error.
 */
public class DockerStreamException extends DockerException {
    private static final long serialVersionUID = 1L;

    private final String engineMessage;

    /**
     * @param message what couldn't be done and why
     * @param engineMessage the engine's own words
     */
    public DockerStreamException(String message, String engineMessage) {
        super(message, null);
        this.engineMessage = engineMessage;
    }

    /** @return the engine's own words */
    public String engineMessage() {
        return engineMessage;
    }
}
