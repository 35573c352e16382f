package dev.drydock.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A command line of this machine's shell that has ended.
 *
 * @param exitCode 0 for success
 * @param output both standard output and standard error
 */
public record Shell(int exitCode, String output) {
    /** Runs it with that input. */
    public static Shell run(String commandLine, String input) {
        try {
            Process process = new ProcessBuilder("sh", "-c", commandLine)
                    .redirectErrorStream(true)
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("It doesn't end: " + commandLine + "\n" + output);
            }
            return new Shell(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
