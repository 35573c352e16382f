package dev.drydock.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command to run in a container.
 *
 * @param command the program and its arguments; no shell is involved
 * @param env {@code NAME=value} each, over the container's own
 * @param user to run as; {@code null} for the container's own
 * @param workingDir to run in; {@code null} for the container's own
 */
public record ExecSpec(
        List<String> command,
        List<String> env,
        @Nullable String user,
        @Nullable String workingDir) {
    /** Copies the lists. */
    public ExecSpec {
        command = List.copyOf(command);
        env = List.copyOf(env);
    }

    /**
     * @param command the program and its arguments
     * @return it, with the container's own environment, user and folder
     */
    public static ExecSpec of(String... command) {
        return new ExecSpec(List.of(command), List.of(), null, null);
    }
}
