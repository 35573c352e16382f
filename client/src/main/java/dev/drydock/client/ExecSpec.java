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
 * @param stdin whether it gets an input, by {@link Execs#attach} or {@link Execs#run(String, ExecSpec,
 *     java.io.InputStream)}; without, it reads an end at once
 * @param tty whether it runs in a terminal, where stdout and stderr are one
 */
public record ExecSpec(
        List<String> command,
        List<String> env,
        @Nullable String user,
        @Nullable String workingDir,
        boolean stdin,
        boolean tty) {
    /** Copies the lists. */
    public ExecSpec {
        command = List.copyOf(command);
        env = List.copyOf(env);
    }

    /** @return the same, of the environment the names alone: values may be passwords */
    @Override
    public String toString() {
        return "ExecSpec[command=" + command.stream().limit(1).toList() + " and " + Math.max(0, command.size() - 1)
                + " arguments, env="
                + env.stream().map(each -> each.replaceFirst("(?s)=.*", "=***")).toList() + ", user=" + user
                + ", workingDir=" + workingDir + ", stdin=" + stdin + ", tty=" + tty + "]";
    }

    /**
     * @param command the program and its arguments
     * @return it, with the container's own environment, user and folder, without input and terminal
     */
    public static ExecSpec of(String... command) {
        return new ExecSpec(List.of(command), List.of(), null, null, false, false);
    }

    /**
     * @param variables {@code NAME=value} each
     * @return this with them
     */
    public ExecSpec withEnv(String... variables) {
        return new ExecSpec(command, List.of(variables), user, workingDir, stdin, tty);
    }

    /**
     * @param name or number, with {@code :group} if need be
     * @return this, run as that user
     */
    public ExecSpec withUser(String name) {
        return new ExecSpec(command, env, name, workingDir, stdin, tty);
    }

    /**
     * @param folder absolute, in the container
     * @return this, run there
     */
    public ExecSpec withWorkingDir(String folder) {
        return new ExecSpec(command, env, user, folder, stdin, tty);
    }

    /** @return this, with an input */
    public ExecSpec withStdin() {
        return new ExecSpec(command, env, user, workingDir, true, tty);
    }

    /** @return this, in a terminal */
    public ExecSpec withTty() {
        return new ExecSpec(command, env, user, workingDir, stdin, true);
    }
}
