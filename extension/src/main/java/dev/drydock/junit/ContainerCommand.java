package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import dev.drydock.client.ExecSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A command to run in a container, with what it is given: for {@link RunningContainer#exec(ContainerCommand)}. Immutable.
 *
 * <pre>{@code
 * db.exec(ContainerCommand.of("psql", "-U", "app").withStdin("create table t (id int);").withTimeout(ofSeconds(5)));
 * }</pre>
 *
 * @param spec program, arguments, user, environment, folder
 * @param stdin what it reads; {@code null} for nothing
 * @param timeout how long it is waited for; {@code null} for as long as it takes
 */
@API(status = EXPERIMENTAL, since = "0.1")
@SuppressWarnings("ArrayRecordComponent") // Read, never compared.
public record ContainerCommand(
        ExecSpec spec, byte @Nullable [] stdin, @Nullable Duration timeout) {
    /** Refuses a time-out that isn't above zero. */
    public ContainerCommand {
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new IllegalArgumentException("A time-out of " + timeout + " is none: give more than zero.");
        }
    }

    /**
     * @param command the program and its arguments; no shell is involved
     * @return it, with the container's own user, environment and folder, and without input and time-out
     */
    public static ContainerCommand of(String... command) {
        return of(ExecSpec.of(command));
    }

    /**
     * @param spec a command with what there is no method for here: a terminal, privileges
     * @return it, without input and time-out
     */
    public static ContainerCommand of(ExecSpec spec) {
        return new ContainerCommand(spec, null, null);
    }

    /**
     * @param name or number, with {@code :group} where wanted
     * @return this, run as that user
     */
    public ContainerCommand withUser(String name) {
        return new ContainerCommand(spec.withUser(name), stdin, timeout);
    }

    /**
     * @param variables {@code NAME=value} each, over the container's own
     * @return this with them
     */
    public ContainerCommand withEnv(String... variables) {
        return new ContainerCommand(spec.withEnv(variables), stdin, timeout);
    }

    /**
     * @param folder absolute, in the container
     * @return this, run there
     */
    public ContainerCommand withWorkingDir(String folder) {
        return new ContainerCommand(spec.withWorkingDir(folder), stdin, timeout);
    }

    /**
     * @param text that it reads, as UTF-8; then its input ends
     * @return this with that input
     */
    public ContainerCommand withStdin(String text) {
        return withStdin(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param bytes that it reads; then its input ends
     * @return this with that input
     */
    public ContainerCommand withStdin(byte[] bytes) {
        return new ContainerCommand(spec, bytes.clone(), timeout);
    }

    /**
     * @param limit how long it is waited for, above zero
     * @return this with that limit
     */
    public ContainerCommand withTimeout(Duration limit) {
        return new ContainerCommand(spec, stdin, limit);
    }

    /** @return the program; arguments, values and input may be secret */
    @Override
    public String toString() {
        return "ContainerCommand[" + spec + ", stdin=" + (stdin == null ? 0 : stdin.length) + " bytes, timeout="
                + timeout + "]";
    }
}
