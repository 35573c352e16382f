package dev.drydock.junit.internal.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What runs in the process of a {@link Reaper}. Until the pipe ends, next to nothing is loaded. */
final class ReaperMain {
    static final String RUN = "run=";
    static final String OWNER = "owner=";
    static final String DONE = "done";

    private ReaperMain() {}

    public static void main(String[] args) throws IOException {
        String run = "";
        String owner = "";
        BufferedReader pipe = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = pipe.readLine(); line != null; line = pipe.readLine()) {
            if (line.equals(DONE)) {
                return;
            } else if (line.startsWith(RUN)) {
                run = line.substring(RUN.length());
            } else if (line.startsWith(OWNER)) {
                owner = line.substring(OWNER.length());
            }
        }
        if (run.isEmpty() || owner.isEmpty()) {
            return;
        }
        try {
            new Reaping(run, owner).toTheEnd();
        } catch (RuntimeException | InterruptedException e) {
            // Nobody listens to this process: the file says why something was left.
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            Path log = Files.createTempFile("drydock-reaper-" + run + "-", ".log");
            Files.writeString(log, trace.toString());
        }
    }
}
