package dev.drydock.client;

import dev.drydock.client.internal.AsyncExecutor;
import dev.drydock.client.internal.EngineLink;
import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.discovery.Discovery;
import dev.drydock.client.internal.discovery.Surroundings;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.internal.registry.SavedCredentials;
import dev.drydock.client.internal.transport.Connectors;
import dev.drydock.client.internal.transport.Route;
import dev.drydock.client.internal.transport.Tls;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.CreatedContainer;
import dev.drydock.client.model.Event;
import dev.drydock.client.model.ImageDetails;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client for one container engine, Docker or Podman, by the Docker Engine API 1.40 and newer.
 *
 * <p>Thread-safe. Nothing is opened before the first call; then the API version is negotiated, once. A connection
 * that has served a call is kept for some seconds for the next one that only asks; streams have connections of their own.
 *
 * <pre>{@code
 * try (DockerClient client = DockerClient.connect()) {
 *     String id = client.containers().create(ContainerSpec.of("redis:7").publish(6379, "127.0.0.1", 0).build());
 *     client.containers().start(id);
 * }
 * }</pre>
 */
public final class DockerClient implements AutoCloseable {
    private final Exchange exchange;
    private final AsyncExecutor asynchronous;
    private final Containers containers;
    private final Images images;
    private final Networks networks;
    private final Volumes volumes;
    private final Execs exec;
    private final EngineSystem system;
    private final Swarm swarm;
    private final Services services;
    private final Tasks tasks;
    private final Nodes nodes;
    private final Secrets secrets;
    private final Configs configs;
    private final Plugins plugins;
    private final Distribution distribution;
    private final Operations operations;
    private final boolean closable;

    private DockerClient(Exchange exchange, AsyncExecutor asynchronous, boolean closable) {
        this.exchange = exchange;
        this.asynchronous = asynchronous;
        this.closable = closable;
        containers = new Containers(exchange);
        images = new Images(exchange);
        networks = new Networks(exchange);
        volumes = new Volumes(exchange);
        exec = new Execs(exchange);
        system = new EngineSystem(exchange);
        swarm = new Swarm(exchange);
        services = new Services(exchange);
        tasks = new Tasks(exchange);
        nodes = new Nodes(exchange);
        secrets = new Secrets(exchange);
        configs = new Configs(exchange);
        plugins = new Plugins(exchange);
        distribution = new Distribution(exchange);
        operations = new Operations(exchange);
    }

    /**
     * A client for the engine that {@code DOCKER_HOST} or the Docker context names, else for the first that listens on one
     * of the usual sockets of Docker, Docker Desktop, Colima, Rancher Desktop, OrbStack and Podman. It is looked for at
     * the first call, which throws a {@link DockerConnectionException} that lists the places when there is none.
     *
     * @return a client, to be closed
     */
    public static DockerClient connect() {
        return builder().build();
    }

    /**
     * @param address where the engine listens
     * @return a client, to be closed
     */
    public static DockerClient connect(EngineAddress address) {
        return builder().address(address).build();
    }

    /**
     * Says how {@link #connect()} would find the engine now: each step in its order, what it said, and which address is
     * used. Asks the usual sockets whether an engine answers, where neither {@code DOCKER_HOST} nor a Docker context names
     * one; opens nothing else, and starts nothing.
     *
     * @return several lines for people to read; no credential is among them
     */
    public static String describeDiscovery() {
        return new Discovery(Surroundings.ofProcess(), Connectors.DEFAULT, false).describe();
    }

    /**
     * Does, on this thread, what the first call would do before it can read an answer: most of it is loading of classes. To be
     * called on a thread of its own while something else is done, by who counts milliseconds. No engine is asked.
     */
    public static void warmUp() {
        Json.warmUp(
                ImageDetails.class,
                ContainerDetails.class,
                CreatedContainer.class,
                Event.class,
                ContainerSummary[].class);
    }

    /** @return a builder of a client with settings */
    public static Builder builder() {
        return new Builder();
    }

    /** @return containers: create, inspect, start, stop, remove, logs, commit, archives */
    public Containers containers() {
        return containers;
    }

    /** @return images: inspect, list, pull, tag, remove, build */
    public Images images() {
        return images;
    }

    /** @return networks */
    public Networks networks() {
        return networks;
    }

    /** @return volumes */
    public Volumes volumes() {
        return volumes;
    }

    /** @return commands in running containers */
    public Execs exec() {
        return exec;
    }

    /** @return the engine itself: ping, version, info, events */
    public EngineSystem system() {
        return system;
    }

    /** @return the swarm that the engine is in */
    public Swarm swarm() {
        return swarm;
    }

    /** @return services of a swarm */
    public Services services() {
        return services;
    }

    /** @return tasks of a swarm's services */
    public Tasks tasks() {
        return tasks;
    }

    /** @return machines of a swarm */
    public Nodes nodes() {
        return nodes;
    }

    /** @return secrets of a swarm, and of Podman */
    public Secrets secrets() {
        return secrets;
    }

    /** @return configurations of a swarm */
    public Configs configs() {
        return configs;
    }

    /** @return plugins of the engine */
    public Plugins plugins() {
        return plugins;
    }

    /** @return what a registry says of an image */
    public Distribution distribution() {
        return distribution;
    }

    /** @return every operation of the engine, by its name, with data in and out */
    public Operations operations() {
        return operations;
    }

    /** @return where the engine listens; looked for now if it wasn't before */
    public EngineAddress address() {
        return exchange.address();
    }

    /** @return the version of the Engine API that is spoken; negotiated now if it wasn't before */
    public ApiVersion apiVersion() {
        return exchange.version();
    }

    /** @return whether the engine is Podman; asked now if it wasn't before */
    public boolean isPodman() {
        return exchange.isPodman();
    }

    /**
     * The same client for calls with limits of their own, be they calls that the engine answers at once or streams:
     *
     * <pre>{@code
     * Timeouts hurry = Timeouts.DEFAULT.withCall(Duration.ofSeconds(5));
     * client.within(hurry).containers().stop("db", Duration.ofMinutes(1));
     * }</pre>
     *
     * @param limits of each call
     * @return this client with those limits; closing either closes both
     */
    public DockerClient within(Timeouts limits) {
        return new DockerClient(exchange.within(Objects.requireNonNull(limits, "limits")), asynchronous, closable);
    }

    /**
     * The same client to be lent to others, who may close it as their own.
     *
     * @return this client, of which {@link #close()} does nothing; it ends when this one is closed
     */
    public DockerClient unclosable() {
        return new DockerClient(exchange, asynchronous, false);
    }

    /**
     * Makes a call on another thread: a virtual one where the JVM has them, else one of the client's own.
     *
     * <pre>{@code
     * CompletableFuture<ContainerExit> exit = client.async(c -> c.containers().waitUntilStopped("db"));
     * }</pre>
     *
     * <p>Cancelling the future, or completing it in any other way before the call is done, ends the call at once and
     * frees its connection. A failure is that of the call, a {@link DockerException} as a rule.
     *
     * @param call any operations with the client that it gets
     * @param <T> of its result
     * @return the result to come; what depends on it without an executor of its own also runs on the client's
     */
    public <T> CompletableFuture<T> async(Function<? super DockerClient, ? extends T> call) {
        return async(call, asynchronous);
    }

    /**
     * As {@link #async(Function)}, on threads of the caller's.
     *
     * @param call any operations with the client that it gets
     * @param executor runs the call, which blocks its thread
     * @param <T> of its result
     * @return the result to come
     */
    public <T> CompletableFuture<T> async(Function<? super DockerClient, ? extends T> call, Executor executor) {
        return AsyncCall.of(exchange, executor, own -> new DockerClient(own, asynchronous, closable), call);
    }

    /** Closes the connections that are kept for later calls. */
    void closeIdle() {
        exchange.closeIdle();
    }

    /** Ends at once all calls that are under way and all streams; later calls fail. Does nothing to {@link #unclosable()}. */
    @Override
    public void close() {
        if (!closable) {
            return;
        }
        exchange.close();
        asynchronous.close();
    }

    /** Builds a {@link DockerClient}. Not for use by several threads. */
    public static final class Builder {
        private @Nullable EngineAddress address;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private @Nullable Timeouts streamTimeouts;
        private Map<String, String> environment = System.getenv();
        private @Nullable ApiVersion version;
        private @Nullable TlsSettings tls;
        private List<String> ssh = List.of("ssh");
        private @Nullable CredentialSource credentials;

        private Builder() {}

        /**
         * @param engine where it listens; without this it is looked for
         * @return this
         */
        public Builder address(EngineAddress engine) {
            address = engine;
            return this;
        }

        /**
         * @param limits for calls that the engine answers at once; {@link Timeouts#DEFAULT} without this
         * @return this
         */
        public Builder timeouts(Timeouts limits) {
            timeouts = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * @param limits for calls that take as long as they take: wait, stop, pull, build, commit, archives, attach and exec,
         *     logs, events. Without this they have the limit for connecting alone.
         * @return this
         */
        public Builder streamTimeouts(Timeouts limits) {
            streamTimeouts = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * @param pinned the version to speak; without this the one in {@code DOCKER_API_VERSION}, and without that the newest
         *     that both sides know is agreed on with the engine
         * @return this
         */
        public Builder apiVersion(ApiVersion pinned) {
            version = pinned;
            return this;
        }

        /**
         * Speaks TLS to the engine, also where its address begins with {@code tcp://}. Goes before what
         * {@code DOCKER_TLS_VERIFY} or a Docker context say. For Unix sockets and ssh it doesn't matter.
         *
         * @param settings whom to trust and which certificate to show
         * @return this
         */
        public Builder tls(TlsSettings settings) {
            tls = settings;
            return this;
        }

        /**
         * @param command the program for addresses with {@code ssh://}, with options of its own, such as
         *     {@code List.of("ssh", "-F", "my-config")}; {@code ssh} without this
         * @return this
         */
        public Builder sshCommand(List<String> command) {
            if (command.isEmpty() || command.get(0).isBlank()) {
                throw new IllegalArgumentException("A command for ssh needs at least the program, such as \"ssh\"");
            }
            ssh = List.copyOf(command);
            return this;
        }

        /**
         * @param source of credentials for registries; {@link CredentialSource#saved()} without this
         * @return this
         */
        public Builder credentials(CredentialSource source) {
            credentials = Objects.requireNonNull(source, "source");
            return this;
        }

        private Supplier<Route> route() {
            EngineAddress given = address;
            TlsSettings settings = tls;
            Connectors connectors = new Connectors(settings == null ? Tls.DEFAULT : settings.internal(), ssh);
            return given != null
                    ? () -> connectors.to(settings == null ? given : given.withTls())
                    : new Discovery(Surroundings.of(environment), connectors, settings != null);
        }

        /** For tests, which can't set variables of their own process. */
        Builder environment(Map<String, String> variables) {
            environment = variables;
            return this;
        }

        private @Nullable ApiVersion pinned() {
            String named = environment.get("DOCKER_API_VERSION");
            if (version != null || named == null || named.isBlank()) {
                return version;
            }
            try {
                return ApiVersion.parse(named.strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "DOCKER_API_VERSION is no version of the Engine API: " + e.getMessage(), e);
            }
        }

        /**
         * @return a client, to be closed
         * @throws IllegalArgumentException when {@code DOCKER_API_VERSION} would be used and isn't a version
         */
        public DockerClient build() {
            Timeouts patient = streamTimeouts != null ? streamTimeouts : Timeouts.connectOnly(timeouts.connect());
            CredentialSource source =
                    credentials != null ? credentials : new SavedCredentials(Surroundings.of(environment));
            Exchange exchange = new Exchange(new EngineLink(route(), pinned(), source, timeouts, patient));
            return new DockerClient(exchange, new AsyncExecutor(), true);
        }
    }
}
