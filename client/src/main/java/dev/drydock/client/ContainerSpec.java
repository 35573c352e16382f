package dev.drydock.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container is to be like: the body of {@code POST /containers/create}. The builder has a method for each option of
 * API 1.40 to 1.51, and {@link Builder#option} for what comes after. What isn't set isn't sent. Immutable.
 *
 * <pre>{@code
 * ContainerSpec.of("redis:7")
 *         .name("cache")
 *         .publish(6379, "127.0.0.1", 0)
 *         .resources(Resources.of(1, 0.5))
 *         .restart(RestartPolicy.UNLESS_STOPPED)
 *         .build();
 * }</pre>
 */
public final class ContainerSpec {
    private final Map<String, Object> tree;
    private final @Nullable String name;
    private final @Nullable String platform;

    private ContainerSpec(Map<String, Object> tree, @Nullable String name, @Nullable String platform) {
        this.tree = tree;
        this.name = name;
        this.platform = platform;
    }

    /**
     * @param image its name or id
     * @return a builder of a container of that image
     */
    public static Builder of(String image) {
        if (image.isBlank()) {
            throw new IllegalArgumentException("The image of a container is blank.");
        }
        if (image.startsWith("-")) {
            throw new IllegalArgumentException("'" + image
                    + "' is not an image's name or id, since none begins with '-'." + " Is it an option of a command?");
        }
        return new Builder().option("Image", image);
    }

    /** The image's name or id. */
    String image() {
        return String.valueOf(tree.get("Image"));
    }

    /** The same with an option set. */
    ContainerSpec with(String path, Object value) {
        OptionTree changed = new OptionTree();
        changed.merge(tree);
        changed.put(path, value);
        return new ContainerSpec(changed.copy(), name, platform);
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
        return OptionTree.copy(tree);
    }

    /** Image and name, and which options are set; their values may be secret. */
    @Override
    public String toString() {
        return "ContainerSpec[image=" + image() + ", name=" + name + ", options=" + tree.keySet() + "]";
    }

    /** Builds a {@link ContainerSpec}. Not for use by several threads. */
    public static final class Builder extends HostConfigBuilder<Builder> {
        private @Nullable String name;
        private @Nullable String platform;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

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
            PlatformText.parse(notBlank("platform", text));
            platform = text;
            return this;
        }

        /**
         * Publishes a TCP port on an address and port of the engine's machine. A port may be published at several.
         *
         * @param containerPort 1 to 65535
         * @param hostIp such as {@code 127.0.0.1}; nothing is published on all addresses unless that is asked for
         * @param hostPort 1 to 65535, or 0 for one that the engine picks anew at each start
         * @return this
         */
        public Builder publish(int containerPort, String hostIp, int hostPort) {
            return publish(containerPort + "/tcp", hostIp, hostPort);
        }

        /**
         * Publishes a port on an address and port of the engine's machine. A port may be published at several.
         *
         * @param containerPort such as {@code 80}, {@code 53/udp} or {@code 132/sctp}
         * @param hostIp such as {@code 127.0.0.1}
         * @param hostPort 1 to 65535, or 0 for one that the engine picks anew at each start
         * @return this
         */
        public Builder publish(String containerPort, String hostIp, int hostPort) {
            String port = Ports.ofContainer(containerPort);
            String at = Ports.ofHost(port, hostPort);
            List<Object> bindings = new ArrayList<>(
                    tree.map("HostConfig.PortBindings").get(port) instanceof List<?> old ? old : List.of());
            bindings.add(Map.of("HostIp", hostIp, "HostPort", at));
            tree.map("HostConfig.PortBindings").put(port, bindings);
            return expose(port);
        }

        /**
         * @param all whether all exposed ports are published, on all addresses, at ports that the engine picks
         * @return this
         */
        public Builder publishAll(boolean all) {
            return host("PublishAllPorts", all);
        }

        /**
         * Joins a network. Several calls join several.
         *
         * @param network its name or id
         * @param aliases names that others in it reach the container by
         * @return this
         */
        public Builder network(String network, String... aliases) {
            return network(EndpointSpec.of(network).withAliases(aliases));
        }

        /**
         * Joins a network. Several calls join several; the first is the container's main one, unless {@link #networkMode}
         * names another. Engines before API 1.44 take only one at creation: {@link Containers#create} then joins the
         * others.
         *
         * @param place in the network
         * @return this
         */
        public Builder network(EndpointSpec place) {
            tree.map("HostConfig").putIfAbsent("NetworkMode", place.network());
            tree.map("NetworkingConfig.EndpointsConfig").put(place.network(), place.body());
            return this;
        }

        /**
         * @param mode {@code bridge}, {@code host}, {@code none}, {@code container:NAME} or the name of a network, for
         *     which {@link #network} has more
         * @return this
         */
        public Builder networkMode(String mode) {
            return host("NetworkMode", mode);
        }

        /**
         * @param containers of the default network that this one reaches by another name: {@code name:alias}
         * @return this
         */
        public Builder links(String... containers) {
            return add("HostConfig.Links", containers);
        }

        /**
         * @param servers addresses of name servers
         * @return this
         */
        public Builder dns(String... servers) {
            return add("HostConfig.Dns", servers);
        }

        /**
         * @param options of the resolver, such as {@code ndots:1}
         * @return this
         */
        public Builder dnsOptions(String... options) {
            return add("HostConfig.DnsOptions", options);
        }

        /**
         * @param domains in which names without a dot are looked for
         * @return this
         */
        public Builder dnsSearch(String... domains) {
            return add("HostConfig.DnsSearch", domains);
        }

        /**
         * @param hosts for {@code /etc/hosts}: {@code name:address}; the address {@code host-gateway} is the engine's
         *     machine
         * @return this
         */
        public Builder extraHosts(String... hosts) {
            return add("HostConfig.ExtraHosts", hosts);
        }

        /**
         * @param binds {@code source:target} or {@code source:target:ro}, where the source is an absolute path of the
         *     engine's machine or a volume's name
         * @return this
         */
        public Builder binds(String... binds) {
            return add("HostConfig.Binds", binds);
        }

        /**
         * @param mounts folders, volumes, memory and images to mount
         * @return this
         */
        public Builder mounts(MountSpec... mounts) {
            for (MountSpec mount : mounts) {
                tree.list("HostConfig.Mounts").add(mount.body());
            }
            return this;
        }

        /**
         * @param path in the container that is in memory only
         * @param options such as {@code rw,size=64m}; may be empty
         * @return this
         */
        public Builder tmpfs(String path, String options) {
            return put("HostConfig.Tmpfs", path, options);
        }

        /**
         * @param containers whose volumes it gets at the same places: {@code name} or {@code name:ro}
         * @return this
         */
        public Builder volumesFrom(String... containers) {
            return add("HostConfig.VolumesFrom", containers);
        }

        /**
         * @param name of the driver of volumes that are made for the container
         * @return this
         */
        public Builder volumeDriver(String name) {
            return host("VolumeDriver", name);
        }

        /**
         * @param key of an option of the storage driver, such as {@code size}
         * @param value its value
         * @return this
         */
        public Builder storageOpt(String key, String value) {
            return put("HostConfig.StorageOpt", key, value);
        }

        /** @return what was built */
        public ContainerSpec build() {
            return new ContainerSpec(tree.copy(), name, platform);
        }
    }
}
