package dev.drydock.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container is to be like: the body of {@code POST /containers/create}. The builder has a method for what is
 * asked for often, and {@link Builder#option} for all else.
 */
public final class ContainerSpec {
    private final Map<String, Object> tree;
    private final @Nullable String name;
    private final @Nullable String platform;

    private ContainerSpec(Builder builder) {
        this.tree = copy(builder.tree);
        this.name = builder.name;
        this.platform = builder.platform;
    }

    /**
     * @param image its name or id
     * @return a builder of a container of that image
     */
    public static Builder of(String image) {
        if (image.isBlank()) {
            throw new IllegalArgumentException("The image of a container is blank.");
        }
        return new Builder().option("Image", image);
    }

    /** @return the container's name, or {@code null} when the engine is to choose */
    public @Nullable String name() {
        return name;
    }

    /** @return such as {@code linux/arm64}, or {@code null} for the engine's own */
    public @Nullable String platform() {
        return platform;
    }

    /** @return the body of the request: maps, lists, strings, numbers and booleans */
    public Map<String, Object> body() {
        return copy(tree);
    }

    private static Map<String, Object> copy(Map<String, Object> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(key, copy(value)));
        return copy;
    }

    @SuppressWarnings("unchecked")
    private static Object copy(Object value) {
        if (value instanceof Map) {
            return copy((Map<String, Object>) value);
        }
        return value instanceof List<?> list ? new ArrayList<Object>(list) : value;
    }

    /** Builds a {@link ContainerSpec}. Not for use by several threads. */
    public static final class Builder {
        private final Map<String, Object> tree = new LinkedHashMap<>();
        private @Nullable String name;
        private @Nullable String platform;

        private Builder() {}

        /**
         * @param text letters, digits, {@code _}, {@code .} and {@code -}, two at least
         * @return this
         */
        public Builder name(String text) {
            if (!text.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]+")) {
                throw new IllegalArgumentException("'" + text + "' can't be a container's name: it takes two or more"
                        + " letters, digits, '_', '.' and '-', and begins with a letter or digit.");
            }
            name = text;
            return this;
        }

        /**
         * @param text such as {@code linux/arm64}; needs API 1.41
         * @return this
         */
        public Builder platform(String text) {
            platform = text;
            return this;
        }

        /**
         * @param variable its name
         * @param value may be empty
         * @return this
         */
        public Builder env(String variable, String value) {
            if (variable.isEmpty() || variable.contains("=")) {
                throw new IllegalArgumentException("'" + variable + "' can't be an environment variable's name.");
            }
            list("Env").add(variable + "=" + value);
            return this;
        }

        /**
         * @param arguments of the entry point, or the command where there is none
         * @return this
         */
        public Builder command(String... arguments) {
            return option("Cmd", List.of(arguments));
        }

        /**
         * @param arguments the command, in place of the image's entry point
         * @return this
         */
        public Builder entrypoint(String... arguments) {
            return option("Entrypoint", List.of(arguments));
        }

        /**
         * @param key of the label
         * @param value may be empty
         * @return this
         */
        public Builder label(String key, String value) {
            map("Labels").put(key, value);
            return this;
        }

        /**
         * Gives the container an input, for {@link Containers#attach}, which ends when it is closed there.
         *
         * @return this
         */
        public Builder stdin() {
            // Without StdinOnce the engine would end the output instead of the input.
            return option("OpenStdin", true).option("StdinOnce", true).option("AttachStdin", true);
        }

        /**
         * Publishes a TCP port on an address and port of the engine's machine.
         *
         * @param containerPort 1 to 65535
         * @param hostIp such as {@code 127.0.0.1}; nothing is published on all addresses unless that is asked for
         * @param hostPort 1 to 65535, or 0 for one that the engine picks anew at each start
         * @return this
         */
        public Builder publish(int containerPort, String hostIp, int hostPort) {
            if (containerPort < 1 || containerPort > 65535 || hostPort < 0 || hostPort > 65535) {
                throw new IllegalArgumentException("Cannot publish port " + containerPort + " at " + hostPort
                        + ": a port is 1 to 65535 (at the host also 0, for any that is free)");
            }
            String port = containerPort + "/tcp";
            map("ExposedPorts").put(port, Map.of());
            map("HostConfig.PortBindings")
                    .put(port, List.of(Map.of("HostIp", hostIp, "HostPort", hostPort == 0 ? "" : "" + hostPort)));
            return this;
        }

        /**
         * Joins a network.
         *
         * @param network its name or id
         * @param aliases names that others in it reach the container by
         * @return this
         */
        public Builder network(String network, String... aliases) {
            option("HostConfig.NetworkMode", network);
            map("NetworkingConfig.EndpointsConfig").put(network, Map.of("Aliases", List.of(aliases)));
            return this;
        }

        /**
         * Sets a health check that a shell in the container runs.
         *
         * @param command its command line
         * @param interval between two probes; zero means the engine's default of 30 s
         * @param startPeriod in which failures don't count
         * @return this
         */
        public Builder healthCommand(String command, Duration interval, Duration startPeriod) {
            return option(
                    "Healthcheck",
                    Map.of(
                            "Test",
                            List.of("CMD-SHELL", command),
                            "Interval",
                            interval.toNanos(),
                            "StartPeriod",
                            startPeriod.toNanos()));
        }

        /**
         * Sets anything that the Engine API has for a new container.
         *
         * @param path names as in the API, with dots between: {@code "HostConfig.ShmSize"}
         * @param value of maps, lists, strings, numbers and booleans
         * @return this
         */
        public Builder option(String path, Object value) {
            int dot = path.lastIndexOf('.');
            Map<String, Object> parent = dot < 0 ? tree : map(path.substring(0, dot));
            parent.put(path.substring(dot + 1), value instanceof Collection<?> c ? new ArrayList<>(c) : value);
            return this;
        }

        @SuppressWarnings("unchecked")
        private List<Object> list(String key) {
            return (List<Object>) tree.computeIfAbsent(key, k -> new ArrayList<>());
        }

        @SuppressWarnings("unchecked")
        private Map<String, Object> map(String path) {
            Map<String, Object> at = tree;
            for (String step : Arrays.asList(path.split("\\."))) {
                at = (Map<String, Object>) at.compute(
                        step, (k, old) -> old instanceof Map<?, ?> m ? new LinkedHashMap<>(m) : new LinkedHashMap<>());
            }
            return at;
        }

        /** @return what was built */
        public ContainerSpec build() {
            return new ContainerSpec(this);
        }
    }
}
