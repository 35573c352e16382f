package dev.drydock.client.internal.discovery;

import dev.drydock.client.DockerConnectionException;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.internal.transport.Connectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the engine: {@code DOCKER_HOST}, else the Docker context, else the sockets at which engines usually listen. Who
 * names an engine gets that one or an error, never another.
 */
public final class Discovery implements Supplier<EngineAddress> {
    private static final Duration PROBE = Duration.ofSeconds(3);

    private final Map<String, String> environment;
    private final Path home;
    private final List<Path> usualSockets;

    /**
     * @param environment variables
     * @param home the user's home folder
     */
    public Discovery(Map<String, String> environment, Path home) {
        this(environment, home, usualSockets(environment, home));
    }

    Discovery(Map<String, String> environment, Path home, List<Path> usualSockets) {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.usualSockets = List.copyOf(usualSockets);
    }

    static List<Path> usualSockets(Map<String, String> environment, Path home) {
        Set<Path> sockets = new LinkedHashSet<>();
        sockets.add(Path.of("/var/run/docker.sock"));
        String runtime = environment.get("XDG_RUNTIME_DIR");
        List<Path> runtimes = new ArrayList<>();
        if (runtime != null && !runtime.isBlank()) {
            runtimes.add(Path.of(runtime));
        }
        userId(home).ifPresent(id -> runtimes.add(Path.of("/run/user/" + id)));
        runtimes.forEach(folder -> sockets.add(folder.resolve("docker.sock")));
        sockets.add(home.resolve(".docker/run/docker.sock"));
        sockets.add(home.resolve(".docker/desktop/docker.sock"));
        sockets.add(home.resolve(".colima/default/docker.sock"));
        sockets.add(home.resolve(".rd/docker.sock"));
        sockets.add(home.resolve(".orbstack/run/docker.sock"));
        sockets.add(Path.of("/run/podman/podman.sock"));
        runtimes.forEach(folder -> sockets.add(folder.resolve("podman/podman.sock")));
        return List.copyOf(sockets);
    }

    private static java.util.Optional<Object> userId(Path home) {
        try {
            return java.util.Optional.ofNullable(Files.getAttribute(home, "unix:uid"));
        } catch (IOException | RuntimeException e) {
            // Not a Unix file system, or no such folder: then there is no /run/user either.
            return java.util.Optional.empty();
        }
    }

    /**
     * @return the address of the engine to use
     * @throws DockerConnectionException when none was found; lists all places and what each said
     */
    @Override
    public EngineAddress get() {
        EngineAddress named = named();
        return named != null ? named : usual();
    }

    private @Nullable EngineAddress named() {
        String host = environment.get("DOCKER_HOST");
        if (host != null && !host.isBlank()) {
            EngineAddress address = parse("DOCKER_HOST", host);
            String verify = environment.get("DOCKER_TLS_VERIFY");
            if (address.kind() == EngineAddress.Kind.TCP && verify != null && !verify.isEmpty()) {
                throw withoutTls("DOCKER_TLS_VERIFY is set");
            }
            return address;
        }
        DockerContext context = DockerContext.current(environment, home);
        if (context == null) {
            return null;
        }
        EngineAddress address = parse("the Docker context '" + context.name() + "'", context.host());
        if (address.kind() == EngineAddress.Kind.TCP && context.tls()) {
            throw withoutTls("the Docker context '" + context.name() + "' has TLS files");
        }
        return address;
    }

    /** Going on without it would send what was meant to be kept secret. */
    private static DockerConnectionException withoutTls(String why) {
        return new DockerConnectionException(
                "Cannot connect to the engine with TLS: " + why
                        + ", and this version of Drydock doesn't support TLS yet."
                        + " Use a Unix socket, or a tunnel to one.",
                null);
    }

    private static EngineAddress parse(String source, String text) {
        try {
            return EngineAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new DockerConnectionException("Cannot find an engine. From " + source + ": " + e.getMessage(), e);
        }
    }

    private EngineAddress usual() {
        List<String> tried = new ArrayList<>();
        tried.add("DOCKER_HOST: not set");
        tried.add("Docker context: none is chosen in " + DockerContext.configFile(environment, home));
        for (Path socket : usualSockets) {
            EngineAddress address = EngineAddress.unix(socket);
            if (!Files.exists(socket)) {
                tried.add(address + ": no such socket");
                continue;
            }
            try {
                Connectors.of(address).open(PROBE).close();
                return address;
            } catch (IOException e) {
                tried.add(address + ": " + e.getMessage());
            }
        }
        throw new DockerConnectionException(
                "Cannot find a container engine. These places were tried:\n  - " + String.join("\n  - ", tried)
                        + "\nStart Docker or Podman, or name an engine with the environment variable DOCKER_HOST"
                        + " (for example DOCKER_HOST=unix:///var/run/docker.sock).",
                null);
    }
}
