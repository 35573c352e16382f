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
 * @param stdout whether its standard output is to be read
 * @param stderr whether its standard error is to be read
 * @param tty whether it runs in a terminal, where stdout and stderr are one
 * @param privileged whether it may do all that root may
 * @param detachKeys which keys in a terminal's input let go of it, such as {@code ctrl-p,ctrl-q}; {@code null} for the
 *     engine's own
 * @param consoleSize of the terminal from the beginning, which needs API 1.42; {@code null} for the engine's own
 */
public record ExecSpec(
        List<String> command,
        List<String> env,
        @Nullable String user,
        @Nullable String workingDir,
        boolean stdin,
        boolean stdout,
        boolean stderr,
        boolean tty,
        boolean privileged,
        @Nullable String detachKeys,
        @Nullable ConsoleSize consoleSize) {
    /**
     * The size of a terminal.
     *
     * @param columns in characters
     * @param rows in characters
     */
    public record ConsoleSize(int columns, int rows) {
        /** Refuses what is no size. */
        public ConsoleSize {
            if (columns < 1 || rows < 1) {
                throw new IllegalArgumentException(
                        columns + " columns and " + rows + " rows aren't the size of a terminal.");
            }
        }
    }

    /** Copies the lists. */
    public ExecSpec {
        command = List.copyOf(command);
        env = List.copyOf(env);
        if (consoleSize != null && !tty) {
            throw new IllegalArgumentException(
                    "A command without a terminal has no size of it. Say withTty() before withConsoleSize(…).");
        }
    }

    /** @return the same, of the environment the names alone: values may be passwords */
    @Override
    public String toString() {
        return "ExecSpec[command=" + command.stream().limit(1).toList() + " and " + Math.max(0, command.size() - 1)
                + " arguments, env="
                + env.stream().map(each -> each.replaceFirst("(?s)=.*", "=***")).toList() + ", user=" + user
                + ", workingDir=" + workingDir + ", stdin=" + stdin + ", stdout=" + stdout + ", stderr=" + stderr
                + ", tty=" + tty + ", privileged=" + privileged + ", detachKeys=" + detachKeys + ", consoleSize="
                + consoleSize + "]";
    }

    /**
     * @param command the program and its arguments
     * @return it, with the container's own environment, user and folder, without input and terminal
     */
    public static ExecSpec of(String... command) {
        return new ExecSpec(List.of(command), List.of(), null, null, false, true, true, false, false, null, null);
    }

    /**
     * @param variables {@code NAME=value} each
     * @return this with them
     */
    public ExecSpec withEnv(String... variables) {
        return new ExecSpec(
                command,
                List.of(variables),
                user,
                workingDir,
                stdin,
                stdout,
                stderr,
                tty,
                privileged,
                detachKeys,
                consoleSize);
    }

    /**
     * @param name or number, with {@code :group} if need be
     * @return this, run as that user
     */
    public ExecSpec withUser(String name) {
        return new ExecSpec(
                command, env, name, workingDir, stdin, stdout, stderr, tty, privileged, detachKeys, consoleSize);
    }

    /**
     * @param folder absolute, in the container
     * @return this, run there
     */
    public ExecSpec withWorkingDir(String folder) {
        return new ExecSpec(
                command, env, user, folder, stdin, stdout, stderr, tty, privileged, detachKeys, consoleSize);
    }

    /** @return this, with an input */
    public ExecSpec withStdin() {
        return new ExecSpec(
                command, env, user, workingDir, true, stdout, stderr, tty, privileged, detachKeys, consoleSize);
    }

    /** @return this, its standard output left unread */
    public ExecSpec withoutStdout() {
        return new ExecSpec(
                command, env, user, workingDir, stdin, false, stderr, tty, privileged, detachKeys, consoleSize);
    }

    /** @return this, its standard error left unread */
    public ExecSpec withoutStderr() {
        return new ExecSpec(
                command, env, user, workingDir, stdin, stdout, false, tty, privileged, detachKeys, consoleSize);
    }

    /** @return this, in a terminal */
    public ExecSpec withTty() {
        return new ExecSpec(
                command, env, user, workingDir, stdin, stdout, stderr, true, privileged, detachKeys, consoleSize);
    }

    /** @return this, with all that root may do */
    public ExecSpec withPrivileges() {
        return new ExecSpec(command, env, user, workingDir, stdin, stdout, stderr, tty, true, detachKeys, consoleSize);
    }

    /**
     * @param keys a letter each, or {@code ctrl-} and one of {@code a-z@^[,_}, with commas between
     * @return this, with these keys to let go of its terminal
     */
    public ExecSpec withDetachKeys(String keys) {
        return new ExecSpec(command, env, user, workingDir, stdin, stdout, stderr, tty, privileged, keys, consoleSize);
    }

    /**
     * @param columns in characters
     * @param rows in characters
     * @return this, in a terminal of that size from the beginning; needs API 1.42, before which there is {@link
     *     Execs#resize}
     */
    public ExecSpec withConsoleSize(int columns, int rows) {
        return new ExecSpec(
                command,
                env,
                user,
                workingDir,
                stdin,
                stdout,
                stderr,
                tty,
                privileged,
                detachKeys,
                new ConsoleSize(columns, rows));
    }
}
