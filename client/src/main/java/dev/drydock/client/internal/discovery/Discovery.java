package dev.drydock.client.internal.discovery;

import dev.drydock.client.DockerConnectionException;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.internal.transport.Connectors;
import dev.drydock.client.internal.transport.Route;
import dev.drydock.client.internal.transport.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the engine: {@code DOCKER_HOST}, else the Docker context, else the sockets at which engines usually listen, else a
 * Podman service of our own. Who names an engine gets that one or an error, never another.
 */
public final class Discovery implements Supplier<Route> {
    private static final String NEXT = "\nStart Docker or Podman, or name an engine with the environment variable"
            + " DOCKER_HOST (for example DOCKER_HOST=unix:///var/run/docker.sock).";

    private final Surroundings surroundings;
    private final Connectors connectors;
    private final boolean tlsGiven;

    /**
     * @param surroundings to look around in
     * @param connectors settings of the program
     * @param tlsGiven whether the program has given TLS settings, which then go before all others
     */
    public Discovery(Surroundings surroundings, Connectors connectors, boolean tlsGiven) {
        this.surroundings = surroundings;
        this.connectors = connectors;
        this.tlsGiven = tlsGiven;
    }

    /**
     * @return the way to the engine to use
     * @throws DockerConnectionException when none was found; lists all places and what each said
     */
    @Override
    public Route get() {
        Steps steps = new Steps();
        Route named = named(steps);
        if (named != null) {
            return named;
        }
        LastSearch.Inputs inputs = LastSearch.Inputs.of(surroundings);
        String failed = LastSearch.failure(inputs);
        if (failed != null) {
            throw new DockerConnectionException(failed, null);
        }
        Route usual = usual(steps, true);
        if (usual == null) {
            String message = "Cannot find a container engine. These places were tried:\n" + steps + NEXT;
            LastSearch.failed(inputs, message);
            throw new DockerConnectionException(message, null);
        }
        return usual;
    }

    /** @return each step of the search and what it said; starts nothing, but asks usual sockets whether they answer */
    public String describe() {
        Steps steps = new Steps();
        Route found;
        try {
            found = named(steps);
            if (found == null) {
                found = usual(steps, false);
            }
        } catch (DockerConnectionException e) {
            return "The search for a container engine:\n" + steps + "It ends here. " + e.getMessage();
        }
        return "The search for a container engine:\n" + steps
                + (found == null ? "None was found." + NEXT : "Used: " + found.address());
    }

    private @Nullable Route named(Steps steps) {
        steps.say("address given by the program", "none");
        String host = surroundings.variable("DOCKER_HOST");
        if (host != null) {
            return fromEnvironment(steps, host);
        }
        steps.say("DOCKER_HOST", "not set");
        DockerContext context = DockerContext.current(surroundings);
        if (context == null) {
            steps.say("Docker context", "none is chosen in " + DockerContext.configFile(surroundings));
            return null;
        }
        String source = "the Docker context '" + context.name() + "'";
        EngineAddress address = parse(source, context.host(), tlsGiven || context.tls());
        boolean own = address.kind() == EngineAddress.Kind.TLS && !tlsGiven;
        steps.say(
                "Docker context '" + context.name() + "'",
                address + (!own ? "" : context.skipVerify() ? " with TLS that isn't verified" : " with TLS"));
        return own ? secured(source, address, context::certificates) : connectors.to(address);
    }

    private Route fromEnvironment(Steps steps, String host) {
        EngineAddress address = parse("DOCKER_HOST", host, tlsGiven || TlsOfEnvironment.asked(surroundings));
        boolean own = address.kind() == EngineAddress.Kind.TLS && !tlsGiven;
        steps.say("DOCKER_HOST", address + (own ? " " + TlsOfEnvironment.explained(surroundings) : ""));
        return own
                ? secured("DOCKER_HOST", address, () -> TlsOfEnvironment.read(surroundings))
                : connectors.to(address);
    }

    private Route secured(String source, EngineAddress address, Supplier<Tls> certificates) {
        try {
            return connectors.tls(certificates.get()).to(address);
        } catch (IllegalArgumentException e) {
            throw new DockerConnectionException(
                    "Cannot connect to the engine at " + address + ", which " + source + " names: " + e.getMessage(),
                    e);
        }
    }

    private static EngineAddress parse(String source, String text, boolean tls) {
        try {
            return EngineAddress.parse(text, tls);
        } catch (IllegalArgumentException e) {
            throw new DockerConnectionException("Cannot find an engine. From " + source + ": " + e.getMessage(), e);
        }
    }

    private @Nullable Route usual(Steps steps, boolean start) {
        Route silent = null;
        for (Path socket : surroundings.usualSockets()) {
            Route route = connectors.to(EngineAddress.unix(socket));
            if (Files.notExists(socket)) {
                steps.say(route.address().toString(), "no such socket");
                continue;
            }
            Probe probe = Probe.of(route);
            steps.say(route.address().toString(), probe.words());
            if (probe.state() == Probe.State.ANSWERS) {
                return route;
            }
            if (probe.state() == Probe.State.SILENT && silent == null) {
                silent = route;
            }
        }
        if (silent != null) {
            steps.say(silent.address().toString(), "taken all the same, since no other answers");
            return silent;
        }
        return podman(steps, start);
    }

    private @Nullable Route podman(Steps steps, boolean start) {
        Optional<Path> podman = surroundings.program("podman");
        if (podman.isEmpty()) {
            steps.say("podman", "no such program on the PATH");
            return null;
        }
        if (!start) {
            steps.say("podman", "a service of " + podman.get() + " will be started at the first call, for this JVM");
            return connectors.to(EngineAddress.unix(PodmanService.socket()));
        }
        try {
            Route route = connectors.to(EngineAddress.unix(PodmanService.start(podman.get())));
            steps.say("podman", "started a service of " + podman.get());
            return route;
        } catch (PodmanService.Failed e) {
            steps.say("podman", e.getMessage());
            return null;
        }
    }
}
