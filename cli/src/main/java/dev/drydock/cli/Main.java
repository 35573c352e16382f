package dev.drydock.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where {@code java -jar drydock.jar} begins. */
public final class Main {
    private Main() {}

    /** Runs the command, and exits with its code: 0 for success, 1 for failure, 2 for wrong use. */
    public static void main(String[] args) {
        // Test names may have any letter, whatever the locale of a build machine.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = Drydock.execute(new Streams(System.in, out, err, new Terminal()), args);
        out.flush();
        System.exit(code);
    }
}
