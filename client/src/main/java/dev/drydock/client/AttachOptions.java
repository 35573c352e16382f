package dev.drydock.client;

import org.jspecify.annotations.Nullable;

/**
 * What of a container to attach to.
 *
 * @param stdin whether to write to its standard input, which the container must have been created with: {@link
 *     ContainerSpec.Builder#stdin()}
 * @param stdout whether to read its standard output
 * @param stderr whether to read its standard error
 * @param logs whether to begin with what was written before
 * @param stream whether to go on with what is written from now on
 * @param detachKeys which keys in a terminal's input let go of it, such as {@code ctrl-p,ctrl-q}; {@code null} for the
 *     engine's own
 */
public record AttachOptions(
        boolean stdin,
        boolean stdout,
        boolean stderr,
        boolean logs,
        boolean stream,
        @Nullable String detachKeys) {
    /** Input and both outputs, from now on. */
    public static final AttachOptions ALL = new AttachOptions(true, true, true, false, true, null);

    /** Both outputs, from now on. */
    public static final AttachOptions OUTPUT = new AttachOptions(false, true, true, false, true, null);

    /** Both outputs, as far as they were written before. */
    public static final AttachOptions PAST_OUTPUT = new AttachOptions(false, true, true, true, false, null);

    /** @return the same, beginning with what was written before */
    public AttachOptions withLogs() {
        return new AttachOptions(stdin, stdout, stderr, true, stream, detachKeys);
    }

    /**
     * @param keys a letter each, or {@code ctrl-} and one of {@code a-z@^[,_}, with commas between
     * @return the same, with these keys to let go of a terminal
     */
    public AttachOptions withDetachKeys(String keys) {
        return new AttachOptions(stdin, stdout, stderr, logs, stream, keys);
    }
}
