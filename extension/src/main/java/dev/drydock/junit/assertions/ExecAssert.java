package dev.drydock.junit.assertions;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import dev.drydock.client.ExecResult;
import dev.drydock.junit.ContainerCommand;
import dev.drydock.junit.ContainerStateException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Assertions for a command in a container. It is run by the first of them; with patience it is run again and again, by each,
 * until it gives what is expected.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class ExecAssert {
    private final ContainerAssert container;
    private final ContainerCommand command;
    private @Nullable ExecResult result;

    ExecAssert(ContainerAssert container, ContainerCommand command) {
        this.container = container;
        this.command = command;
    }

    /** @return this; it exits with 0 */
    public ExecAssert succeeds() {
        return exitsWith(0);
    }

    /** @return this; it exits with another code than 0 */
    public ExecAssert fails() {
        return check("to fail", ran -> ran.exitCode() != 0);
    }

    /**
     * @param code that it exits with
     * @return this
     */
    public ExecAssert exitsWith(int code) {
        return check("to exit with " + code, ran -> ran.exitCode() == code);
    }

    /**
     * @param text its standard output, as UTF-8, without spaces and line breaks around it
     * @return this
     */
    public ExecAssert outputs(String text) {
        return check(
                "to write \"" + Messages.shortened(text) + "\"",
                ran -> ran.stdoutText().strip().equals(text.strip()));
    }

    /**
     * @param regex found anywhere in its standard output
     * @return this
     */
    public ExecAssert outputsMatching(String regex) {
        Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
        return check(
                "to write what matches \"" + regex + "\"",
                ran -> pattern.matcher(ran.stdoutText()).find());
    }

    /**
     * @param regex found anywhere in its standard error
     * @return this
     */
    public ExecAssert complainsMatching(String regex) {
        Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
        return check(
                "to write to standard error what matches \"" + regex + "\"",
                ran -> pattern.matcher(ran.stderrText()).find());
    }

    private ExecAssert check(String expected, Function<ExecResult, Boolean> holds) {
        container.check(true, "to run '" + program() + "', and that " + expected, () -> {
            try {
                ExecResult ran = result == null ? container.container().exec(command) : result;
                result = ran;
                if (holds.apply(ran)) {
                    return null;
                }
                // With patience, the next look is at another run.
                result = container.isPatient() ? null : ran;
                return shown(ran);
            } catch (ContainerStateException e) {
                return "It can't be run.";
            }
        });
        return this;
    }

    private String program() {
        return command.spec().command().isEmpty()
                ? ""
                : command.spec().command().get(0);
    }

    private static String shown(ExecResult ran) {
        String out = Messages.shortened(ran.stdoutText());
        String err = Messages.shortened(ran.stderrText());
        return "The command exited with " + ran.exitCode() + (out.isEmpty() ? "" : ", wrote \"" + out + "\"")
                + (err.isEmpty() ? "" : ", and to standard error \"" + err + "\"") + ".";
    }
}
