package dev.drydock.client;

import dev.drydock.client.model.ServiceDetails;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service is to be like: the body of {@code POST /services/create} and {@code POST /services/ID/update}. The builder
 * has a method for what is asked for often, and {@link Builder#option} for all else. Immutable.
 */
public final class ServiceSpec {
    private static final String CONTAINER = "TaskTemplate.ContainerSpec.";

    private final Map<String, Object> tree;

    private ServiceSpec(Builder builder) {
        tree = builder.tree.copy();
    }

    /**
     * @param image its name
     * @return a builder of a service of that image, with one replica
     */
    public static Builder of(String image) {
        return new Builder().image(image);
    }

    /**
     * @param service as it is
     * @return a builder that begins with what it is like, to be changed and given to {@link Services#update}
     */
    public static Builder from(ServiceDetails service) {
        Builder builder = new Builder();
        builder.tree.mergeSent(service.spec());
        return builder;
    }

    /** @return the service's name, or {@code null} when the engine is to choose */
    public @Nullable String name() {
        return tree.get("Name") instanceof String name ? name : null;
    }

    @Nullable
    String image() {
        return tree.get("TaskTemplate") instanceof Map<?, ?> task
                        && task.get("ContainerSpec") instanceof Map<?, ?> container
                        && container.get("Image") instanceof String image
                ? image
                : null;
    }

    /** @return the body of the request: maps, lists, strings, numbers and booleans */
    public Map<String, Object> body() {
        return OptionTree.copy(tree);
    }

    /** Builds a {@link ServiceSpec}. Not for use by several threads. */
    public static final class Builder {
        private final OptionTree tree = new OptionTree();

        private Builder() {}

        /**
         * @param name of the image that its containers are made of
         * @return this
         */
        public Builder image(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("The image of a service is blank.");
            }
            return option(CONTAINER + "Image", name);
        }

        /**
         * @param text letters, digits and {@code -}, 63 at most; others in its networks reach the service by it
         * @return this
         */
        public Builder name(String text) {
            if (!text.matches("[a-zA-Z0-9](?:[-_]*[a-zA-Z0-9]+)*") || text.length() > 63) {
                throw new IllegalArgumentException(
                        "'" + text + "' can't be a service's name: it takes up to 63 letters,"
                                + " digits, '-' and '_', and begins and ends with a letter or digit.");
            }
            return option("Name", text);
        }

        /**
         * @param arguments of the entry point, or the command where there is none
         * @return this
         */
        public Builder command(String... arguments) {
            return option(CONTAINER + "Args", List.of(arguments));
        }

        /**
         * @param arguments the command, in place of the image's entry point
         * @return this
         */
        public Builder entrypoint(String... arguments) {
            return option(CONTAINER + "Command", List.of(arguments));
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
            List<Object> all = tree.list(CONTAINER + "Env");
            all.removeIf(each -> each.toString().startsWith(variable + "="));
            all.add(variable + "=" + value);
            return this;
        }

        /**
         * @param name of a user of the image, or its number, also with {@code :group}
         * @return this
         */
        public Builder user(String name) {
            return option(CONTAINER + "User", name);
        }

        /**
         * @param path in the container
         * @return this
         */
        public Builder workingDir(String path) {
            return option(CONTAINER + "Dir", path);
        }

        /**
         * @param key of a label of the service
         * @param value may be empty
         * @return this
         */
        public Builder label(String key, String value) {
            tree.map("Labels").put(key, value);
            return this;
        }

        /**
         * @param key of a label of its containers
         * @param value may be empty
         * @return this
         */
        public Builder containerLabel(String key, String value) {
            tree.map(CONTAINER + "Labels").put(key, value);
            return this;
        }

        /**
         * @param count of containers, wherever there is place; 0 for none
         * @return this
         */
        public Builder replicas(long count) {
            if (count < 0) {
                throw new IllegalArgumentException("A service can't have " + count + " replicas; 0 is the least.");
            }
            return option("Mode", Map.of("Replicated", Map.of("Replicas", count)));
        }

        /**
         * One container on each node.
         *
         * @return this
         */
        public Builder global() {
            return option("Mode", Map.of("Global", Map.of()));
        }

        /**
         * @param mounts what is mounted into its containers, added to what was there
         * @return this
         */
        public Builder mounts(MountSpec... mounts) {
            for (MountSpec each : mounts) {
                tree.list(CONTAINER + "Mounts").add(each.body());
            }
            return this;
        }

        /**
         * Joins a network that the whole swarm has.
         *
         * @param network its name or id
         * @param aliases names that others in it reach the service by, its own name aside
         * @return this
         */
        public Builder network(String network, String... aliases) {
            tree.list("TaskTemplate.Networks").add(Map.of("Target", network, "Aliases", List.of(aliases)));
            return this;
        }

        /**
         * Publishes a TCP port. It is always on all addresses of the machines: for a service the engine has no other way.
         *
         * @param containerPort 1 to 65535
         * @param publishedPort 1 to 65535, or 0 for one that the engine picks
         * @param where on each machine of the swarm, or on those that run a container of the service
         * @return this
         */
        public Builder publish(int containerPort, int publishedPort, PublishMode where) {
            if (containerPort < 1 || containerPort > 65535 || publishedPort < 0 || publishedPort > 65535) {
                throw new IllegalArgumentException("Cannot publish port " + containerPort + " at " + publishedPort
                        + ": a port is 1 to 65535 (the published one also 0, for any that is free)");
            }
            Map<String, Object> port = new LinkedHashMap<>();
            port.put("Protocol", "tcp");
            port.put("TargetPort", containerPort);
            if (publishedPort != 0) {
                port.put("PublishedPort", publishedPort);
            }
            port.put("PublishMode", where == PublishMode.HOST ? "host" : "ingress");
            tree.list("EndpointSpec.Ports").add(port);
            return this;
        }

        /**
         * Puts a secret into a file of the containers, readable by all in them.
         *
         * @param id of the secret
         * @param name of the same secret; the engine wants both
         * @param file its name below {@code /run/secrets}, or a whole path
         * @return this
         */
        public Builder secret(String id, String name, String file) {
            tree.list(CONTAINER + "Secrets").add(Map.of("SecretID", id, "SecretName", name, "File", file(file)));
            return this;
        }

        /**
         * Puts a configuration into a file of the containers, readable by all in them.
         *
         * @param id of the configuration
         * @param name of the same configuration; the engine wants both
         * @param file its whole path
         * @return this
         */
        public Builder config(String id, String name, String file) {
            tree.list(CONTAINER + "Configs").add(Map.of("ConfigID", id, "ConfigName", name, "File", file(file)));
            return this;
        }

        private static Map<String, Object> file(String name) {
            // Mode 0444.
            return Map.of("Name", name, "UID", "0", "GID", "0", "Mode", 292);
        }

        /**
         * @param bytes that a container may take at most
         * @return this
         */
        public Builder memoryLimit(long bytes) {
            return option("TaskTemplate.Resources.Limits.MemoryBytes", bytes);
        }

        /**
         * @param cpus that a container may take at most, such as 0.5
         * @return this
         */
        public Builder cpuLimit(double cpus) {
            return option("TaskTemplate.Resources.Limits.NanoCPUs", nano(cpus));
        }

        /**
         * @param bytes that must be free on a machine for a container to come there
         * @return this
         */
        public Builder memoryReservation(long bytes) {
            return option("TaskTemplate.Resources.Reservations.MemoryBytes", bytes);
        }

        /**
         * @param cpus that must be free on a machine for a container to come there, such as 0.5
         * @return this
         */
        public Builder cpuReservation(double cpus) {
            return option("TaskTemplate.Resources.Reservations.NanoCPUs", nano(cpus));
        }

        private static long nano(double cpus) {
            if (!(cpus > 0 && cpus < 1_000_000)) {
                throw new IllegalArgumentException("A number of CPUs is above 0, such as 0.5; not " + cpus);
            }
            return Math.round(cpus * 1e9);
        }

        /**
         * @param when a container that has ended is replaced; the engine's default is {@link RestartCondition#ANY}
         * @return this
         */
        public Builder restart(RestartCondition when) {
            return option("TaskTemplate.RestartPolicy.Condition", when.word());
        }

        /**
         * @param when a container that has ended is replaced
         * @param delay before that; the engine's default is 5 s
         * @param attempts at most; 0 for no limit
         * @return this
         */
        public Builder restart(RestartCondition when, Duration delay, long attempts) {
            return restart(when)
                    .option("TaskTemplate.RestartPolicy.Delay", delay.toNanos())
                    .option("TaskTemplate.RestartPolicy.MaxAttempts", attempts);
        }

        /**
         * @param how containers are replaced when the service is changed
         * @return this
         */
        public Builder update(Rollout how) {
            return option("UpdateConfig", how.body());
        }

        /**
         * @param how containers are replaced when a change is taken back
         * @return this
         */
        public Builder rollback(Rollout how) {
            return option("RollbackConfig", how.body());
        }

        /**
         * @param expression which machines may run the service, such as {@code node.role==manager} or
         *     {@code node.labels.disk==ssd}; several must all hold
         * @return this
         */
        public Builder constraint(String expression) {
            tree.list("TaskTemplate.Placement.Constraints").add(expression);
            return this;
        }

        /**
         * @param check how the engine finds out whether a container is healthy; one that isn't is replaced
         * @return this
         */
        public Builder health(HealthSpec check) {
            return option(CONTAINER + "Healthcheck", check.body());
        }

        /**
         * Sets a health check that a shell in the container runs. {@link #health} has all that can be set.
         *
         * @param command its command line
         * @param interval between two probes
         * @param startPeriod in which failures don't count
         * @return this
         */
        public Builder healthCommand(String command, Duration interval, Duration startPeriod) {
            return health(HealthSpec.shell(command).withInterval(interval).withStartPeriod(startPeriod));
        }

        /**
         * Sets anything that the Engine API has for a service.
         *
         * @param path names as in the API, with dots between: {@code "TaskTemplate.ContainerSpec.Hostname"}
         * @param value of maps, lists, strings, numbers and booleans
         * @return this
         */
        public Builder option(String path, Object value) {
            tree.put(path, value);
            return this;
        }

        /** @return what was built */
        public ServiceSpec build() {
            if (!tree.copy().containsKey("Mode")) {
                replicas(1);
            }
            return new ServiceSpec(this);
        }
    }
}
