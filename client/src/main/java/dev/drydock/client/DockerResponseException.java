package dev.drydock.client;

/**
 * The engine answered with a status that isn't success. The subclasses name the statuses that callers tell apart;
 * any other comes as this class itself.
 */
public class DockerResponseException extends DockerException {
    private static final long serialVersionUID = 1L;

    private final ErrorAnswer answer;

    /**
     * @param message what couldn't be done, why, and what to do next
     * @param answer what the engine said
     */
    public DockerResponseException(String message, ErrorAnswer answer) {
        super(message, null);
        this.answer = answer;
    }

    /** @return the HTTP status, for example 404 */
    public int status() {
        return answer.status();
    }

    /** @return the engine's own words; empty when it gave none */
    public String engineMessage() {
        return answer.engineMessage();
    }

    /** @return all that the engine said */
    public ErrorAnswer answer() {
        return answer;
    }
}
