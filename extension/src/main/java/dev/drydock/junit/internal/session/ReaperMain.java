package dev.drydock.junit.internal.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What runs in the process of a {@link Reaper}, when its pipe has ended; until then, next to nothing is loaded. */
final class ReaperMain {
    static final String RUN = "run";
    static final String OWNER = "owner";

    /** The folder for temporary files of the JVM. */
    static final String TEMPORARY = "temporary";

    /** A process that serves the engine's API, see {@link OwnService}. */
    static final String SERVICE = "service";

    /** The JVM lives on, and with it what isn't the run's alone. */
    static final String LIVES = "lives";

    static final String DONE = "done";

    private ReaperMain() {}

    /** @param args the lines of the pipe, which has ended; none where there is no shell that could have waited for its end */
    public static void main(String[] args) throws IOException {
        Map<String, String> told = new HashMap<>();
        for (String line : args.length > 0 ? List.of(args) : pipe()) {
            int equals = line.indexOf('=');
            told.put(equals < 0 ? line : line.substring(0, equals), line.substring(equals + 1));
        }
        if (told.containsKey(DONE) || !told.containsKey(RUN) || !told.containsKey(OWNER)) {
            return;
        }
        try {
            new AfterTheEnd(told).clean();
        } catch (RuntimeException | InterruptedException e) {
            // Nobody listens to this process: the file says why something was left.
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            Path log = Files.createTempFile("drydock-reaper-" + told.get(RUN) + "-", ".log");
            Files.writeString(log, trace.toString());
        }
    }

    private static List<String> pipe() throws IOException {
        List<String> lines = new ArrayList<>();
        BufferedReader pipe = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = pipe.readLine(); line != null; line = pipe.readLine()) {
            lines.add(line);
        }
        return lines;
    }
}
