package dev.drydock.client.internal.discovery;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a search for an engine depends on.
 *
 * @param environment variables
 * @param home the user's home folder
 * @param usualSockets at which engines usually listen, in the order in which they are tried
 */
public record Surroundings(Map<String, String> environment, Path home, List<Path> usualSockets) {

    /** @return without the variables, which may be passwords */
    @Override
    public String toString() {
        return "Surroundings[home=" + home + ", usualSockets=" + usualSockets + "]";
    }

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return of(System.getenv());
    }

    /** Those of this process, with other variables. */
    public static Surroundings of(Map<String, String> variables) {
        Map<String, String> environment = Map.copyOf(variables);
        Path home = Path.of(System.getProperty("user.home"));
        return new Surroundings(environment, home, usualSockets(environment, home));
    }

    /** A variable's value; a blank one is none. */
    public @Nullable String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** Docker's folder for configuration. */
    public Path dockerFolder() {
        String named = variable("DOCKER_CONFIG");
        return named == null ? home.resolve(".docker") : Path.of(named);
    }

    /** A program that the user could start by its name. */
    public Optional<Path> program(String name) {
        String path = variable("PATH");
        for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
            try {
                Path file = Path.of(folder).resolve(name);
                if (!folder.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            } catch (InvalidPathException e) {
                // A shell would pass it over, too.
            }
        }
        return Optional.empty();
    }

    static List<Path> usualSockets(Map<String, String> environment, Path home) {
        Set<Path> sockets = new LinkedHashSet<>();
        sockets.add(Path.of("/var/run/docker.sock"));
        sockets.add(Path.of("/run/docker.sock"));
        List<Path> runtimes = new ArrayList<>();
        folder(environment, "XDG_RUNTIME_DIR").ifPresent(runtimes::add);
        userId(home).ifPresent(id -> runtimes.add(Path.of("/run/user/" + id)));
        // Rootless Docker; without a session of the user it takes the home folder.
        runtimes.forEach(folder -> sockets.add(folder.resolve("docker.sock")));
        sockets.add(home.resolve(".docker/run/docker.sock"));
        sockets.add(home.resolve(".docker/desktop/docker.sock"));
        folder(environment, "COLIMA_HOME").ifPresent(colima -> sockets.add(colima.resolve("default/docker.sock")));
        sockets.add(home.resolve(".colima/default/docker.sock"));
        sockets.add(home.resolve(".colima/docker.sock"));
        Path config = folder(environment, "XDG_CONFIG_HOME").orElse(home.resolve(".config"));
        sockets.add(config.resolve("colima/default/docker.sock"));
        sockets.add(home.resolve(".rd/docker.sock"));
        sockets.add(home.resolve(".orbstack/run/docker.sock"));
        sockets.add(Path.of("/run/podman/podman.sock"));
        runtimes.forEach(folder -> sockets.add(folder.resolve("podman/podman.sock")));
        sockets.add(home.resolve(".local/share/containers/podman/machine/podman.sock"));
        return List.copyOf(sockets);
    }

    private static Optional<Path> folder(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    private static Optional<Object> userId(Path home) {
        try {
            return Optional.ofNullable(Files.getAttribute(home, "unix:uid"));
        } catch (IOException | RuntimeException e) {
            // Not a Unix file system, or no such folder: then there is no /run/user either.
            return Optional.empty();
        }
    }
}
