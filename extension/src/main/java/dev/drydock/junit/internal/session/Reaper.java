package dev.drydock.junit.internal.session;

import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A small process that removes what this JVM has on the engine when it is killed. It waits at the end of a pipe, which the
 * system closes however this JVM ends. No container is needed for it, and no access to the engine but ours.
 */
final class Reaper implements AutoCloseable {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Path SHELL = Path.of("/bin/sh");

    /** One of each of its jars. */
    private static final List<String> JACKSON = List.of(
            "com.fasterxml.jackson.databind.ObjectMapper",
            "com.fasterxml.jackson.core.JsonFactory",
            "com.fasterxml.jackson.annotation.JsonProperty");

    /**
     * Reads the pipe without a JVM, which takes its share of two processors just when the tests begin: the JVM is started at the
     * pipe's end, with its lines as arguments, unless one was {@link ReaperMain#DONE}. Who ends the tests may end all processes below
     * them: this one ends by itself.
     */
    private static final String WAIT = """
            trap '' INT TERM QUIT HUP
            while IFS= read -r line; do
              [ "$line" != done ] || exit 0
              set -- "$@" "$line"
            done
            exec "$@"
            """;

    private final Process process;

    private Reaper(Process process) {
        this.process = process;
    }

    /**
     * Starts it, and doesn't wait for it.
     *
     * @param runId of all that it is to remove
     * @param owner this JVM, as labels write it
     * @param address of the engine
     * @return it, to be closed when nothing of the run is left
     * @throws IOException when the process can't be started
     */
    static Reaper start(String runId, String owner, EngineAddress address) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // Ctrl-C goes to all processes of a terminal's session.
            command.add(SETSID.toString());
        }
        if (Files.isExecutable(SHELL)) {
            command.addAll(List.of(SHELL.toString(), "-c", WAIT, "drydock-reaper"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xrs", "-Xmx32m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", classPath(), ReaperMain.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        // What it inherits it would keep open: Surefire waits for the end of its fork's output.
        builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.directory(new File(System.getProperty("java.io.tmpdir")));
        Map<String, String> environment = builder.environment();
        environment.remove("JAVA_TOOL_OPTIONS");
        environment.remove("JDK_JAVA_OPTIONS");
        Optional<OwnService> service = OwnService.of(address);
        if (address.kind() == EngineAddress.Kind.UNIX && service.isEmpty()) {
            // The same engine, whichever answers first by then. Others are named by the environment or the context.
            environment.put("DOCKER_HOST", address.toString());
        }
        Process process = builder.start();
        Reaper reaper = new Reaper(process);
        reaper.tell(ReaperMain.RUN + "=" + runId);
        reaper.tell(ReaperMain.OWNER + "=" + owner);
        reaper.tell(ReaperMain.TEMPORARY + "=" + System.getProperty("java.io.tmpdir"));
        if (service.isPresent()) {
            reaper.tell(ReaperMain.SERVICE + "=" + service.get().line());
        }
        return reaper;
    }

    /** Only what removing takes: JUnit and the tests themselves aren't on it. */
    private static String classPath() throws IOException {
        List<Class<?>> needed = new ArrayList<>(List.of(Reaper.class, DockerClient.class));
        for (String each : JACKSON) {
            try {
                needed.add(Class.forName(each, false, DockerClient.class.getClassLoader()));
            } catch (ClassNotFoundException e) {
                throw new IOException("the client needs " + each + ", which isn't there", e);
            }
        }
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> each : needed) {
            CodeSource source = each.getProtectionDomain().getCodeSource();
            URI place;
            try {
                place = source == null
                        ? URI.create("none:")
                        : source.getLocation().toURI();
            } catch (URISyntaxException e) {
                throw new IOException("the place of " + each.getName() + " isn't known", e);
            }
            if (!"file".equals(place.getScheme())) {
                throw new IOException(each.getName() + " is in no file of its own, but in " + place);
            }
            places.add(Path.of(place).toString());
        }
        return String.join(File.pathSeparator, places);
    }

    private void tell(String line) throws IOException {
        OutputStream pipe = process.getOutputStream();
        pipe.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        pipe.flush();
    }

    /** @return its process id */
    long pid() {
        return process.pid();
    }

    /** Lets it end without doing anything: nothing of the run is left. */
    void dismiss() throws IOException {
        tell(ReaperMain.DONE);
        process.getOutputStream().close();
    }

    /** Lets it do its work now, although this JVM lives. */
    @Override
    public void close() throws IOException {
        tell(ReaperMain.LIVES);
        process.getOutputStream().close();
    }
}
