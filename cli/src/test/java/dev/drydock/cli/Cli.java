package dev.drydock.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A run of the command in this JVM.
 *
 * @param code its exit code
 * @param out its standard output
 * @param err its standard error
 */
record Cli(int code, String out, String err) {
    /** Runs it without a terminal and without input. */
    static Cli run(String... args) {
        return runWith("", args);
    }

    /** Runs it with that input. */
    static Cli runWith(String input, String... args) {
        return run(input, Terminal.NONE, args);
    }

    /** Runs it as if a terminal showed its standard output. */
    static Cli runInTerminal(String... args) {
        return run(
                "",
                new Terminal() {
                    @Override
                    boolean isInput() {
                        return false;
                    }

                    @Override
                    boolean isOutput() {
                        return true;
                    }

                    @Override
                    boolean isError() {
                        return false;
                    }
                },
                args);
    }

    private static Cli run(String input, Terminal terminal, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Drydock.execute(
                new Streams(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal),
                args);
        return new Cli(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
