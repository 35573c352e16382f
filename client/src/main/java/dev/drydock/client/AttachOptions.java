package dev.drydock.client;

/**
 * What of a container to attach to.
 *
 * @param stdin whether to write to its standard input, which the container must have been created with: {@link
 *     ContainerSpec.Builder#stdin()}
 * @param stdout whether to read its standard output
 * @param stderr whether to read its standard error
 * @param logs whether to begin with what was written before
 */
public record AttachOptions(boolean stdin, boolean stdout, boolean stderr, boolean logs) {
    /** Input and both outputs, from now on. */
    public static final AttachOptions ALL = new AttachOptions(true, true, true, false);

    /** Both outputs, from now on. */
    public static final AttachOptions OUTPUT = new AttachOptions(false, true, true, false);

    /** @return the same, beginning with what was written before */
    public AttachOptions withLogs() {
        return new AttachOptions(stdin, stdout, stderr, true);
    }
}
