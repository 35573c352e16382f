package dev.drydock.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Fixtures that run in a JVM of their own, which can be killed, or have another environment. Its end kills it. */
public final class Fork implements AutoCloseable {
    /** Only to end a build that hangs; nothing is expected to take so long. */
    private static final long LIMIT_SECONDS = 120;

    private final Process process;
    private final BufferedReader output;
    private final StringBuilder seen = new StringBuilder();

    private Fork(List<String> before, List<String> properties, Map<String, String> environment, Class<?>... fixtures) {
        this(before, properties, System.getProperty("java.class.path"), environment, fixtures);
    }

    private Fork(
            List<String> before,
            List<String> properties,
            String classPath,
            Map<String, String> environment,
            Class<?>... fixtures) {
        List<String> command = new ArrayList<>(before);
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
        command.addAll(properties);
        command.addAll(List.of("-cp", classPath, ForkMain.class.getName()));
        List.of(fixtures).forEach(each -> command.add(each.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a JVM that runs the fixtures. */
    public static Fork of(Class<?>... fixtures) {
        return new Fork(List.of(), List.of(), Map.of(), fixtures);
    }

    /** Starts a JVM that runs the fixtures with the engine at that address. */
    public static Fork withEngineAt(String address, Class<?>... fixtures) {
        return new Fork(List.of(), List.of(), Map.of("DOCKER_HOST", address), fixtures);
    }

    /** Starts a JVM that runs the fixtures with these settings, as environment variables. */
    public static Fork with(Map<String, String> environment, Class<?>... fixtures) {
        return new Fork(List.of(), List.of(), environment, fixtures);
    }

    /** Starts a JVM that runs the fixtures, in a process group that has its process id, as a shell does. */
    public static Fork inItsOwnGroup(Class<?>... fixtures) {
        // Whoever runs the tests in the background may have switched Ctrl-C off, which is handed on.
        return new Fork(List.of("setsid", "env", "--default-signal=INT"), List.of(), Map.of(), fixtures);
    }

    /** Starts a JVM that runs the fixtures, with such options of {@code java} as {@code -Dname=value}. */
    public static Fork withProperties(List<String> properties, Class<?>... fixtures) {
        return new Fork(List.of(), properties, Map.of(), fixtures);
    }

    /**
     * Starts a JVM that runs the fixtures with Drydock, and what it requires, as modules. All else is on the class path, JUnit's
     * launcher and engine too; fixtures can't be in a package that is Drydock's.
     */
    public static Fork withModules(Map<String, String> environment, Class<?>... fixtures) {
        Path[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(each -> each.toString().endsWith(".jar") || Files.exists(each.resolve("module-info.class")))
                .toArray(Path[]::new);
        Set<Path> modules = ModuleLayer.boot()
                .configuration()
                .resolve(ModuleFinder.of(path), ModuleFinder.of(), Set.of("dev.drydock.junit"))
                .modules()
                .stream()
                .flatMap(each -> each.reference().location().stream())
                .map(Path::of)
                .collect(Collectors.toSet());
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> !modules.contains(Path.of(each).toAbsolutePath()))
                .collect(Collectors.joining(File.pathSeparator));
        String modulePath = modules.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        // JUnit's engine, which isn't a module here, uses what is closed to those that aren't; Surefire opens it, too.
        String commons = "org.junit.platform.commons/org.junit.platform.commons.";
        List<String> options =
                new ArrayList<>(List.of("--module-path", modulePath, "--add-modules", "dev.drydock.junit"));
        List.of("util", "logging")
                .forEach(each -> options.addAll(List.of("--add-exports", commons + each + "=ALL-UNNAMED")));
        return new Fork(List.of(), options, classPath, environment, fixtures);
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Waits for a line that begins so, and returns its rest. */
    public String await(String beginning) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new AssertionError("The JVM ended without '" + beginning + "':\n" + seen);
    }

    /** Lets a fixture go on that reads its standard input. */
    public void goOn() throws IOException {
        process.outputWriter().write("\n");
        process.outputWriter().flush();
    }

    /** Waits for the end of the JVM, and returns all that it wrote. */
    public String toEnd() throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            output.lines().forEach(line -> seen.append(line).append('\n'));
            throw new AssertionError("The JVM doesn't end:\n" + seen);
        }
        output.lines().forEach(line -> seen.append(line).append('\n'));
        return seen.toString();
    }

    /** As by {@code kill -9}; returns when it is dead. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
