package dev.drydock.client;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a container is to be in a network: the {@code EndpointConfig} of {@code POST /networks/ID/connect}. Each method
 * returns a copy; what isn't set is the engine's to choose. Immutable.
 *
 * <pre>{@code
 * EndpointSpec.of("backend").withAliases("db", "postgres").withIpv4("172.28.0.10");
 * }</pre>
 */
public final class EndpointSpec {
    private final String network;
    private final OptionTree tree;

    private EndpointSpec(String network, OptionTree tree) {
        this.network = network;
        this.tree = tree;
    }

    /**
     * @param network its id or name
     * @return a place in it of which the engine chooses everything
     */
    public static EndpointSpec of(String network) {
        return new EndpointSpec(notBlank("network", network), new OptionTree());
    }

    /**
     * @param names that others in the network reach the container by
     * @return the same with these names
     */
    public EndpointSpec withAliases(String... names) {
        return withList("Aliases", "alias", names);
    }

    /**
     * @param containers that this one reaches by another name: {@code container:name} each
     * @return the same with these links
     */
    public EndpointSpec withLinks(String... containers) {
        return withList("Links", "link", containers);
    }

    /**
     * @param address such as {@code 172.28.0.10}; needs a network with a subnet of its own
     * @return the same with this address
     */
    public EndpointSpec withIpv4(String address) {
        return withOption("IPAMConfig.IPv4Address", notBlank("IPv4 address", address));
    }

    /**
     * @param address such as {@code fd00:28::10}; needs a network with an IPv6 subnet of its own
     * @return the same with this address
     */
    public EndpointSpec withIpv6(String address) {
        return withOption("IPAMConfig.IPv6Address", notBlank("IPv6 address", address));
    }

    /**
     * @param address such as {@code 02:42:ac:1c:00:0a}. Docker takes it when the container is created, before API 1.44 for
     *     its main network only; Podman also when the container is connected. Elsewhere it would be ignored, and is refused.
     * @return the same with this address
     */
    public EndpointSpec withMacAddress(String address) {
        return withOption("MacAddress", notBlank("MAC address", address));
    }

    /**
     * @param name of an option of the network's driver
     * @param value of it
     * @return the same with that option
     */
    public EndpointSpec withDriverOption(String name, String value) {
        return changed(all -> all.map("DriverOpts").put(notBlank("driver option", name), value));
    }

    /**
     * @param priority of the network among those of the container; the highest has the default gateway, and 0 is what
     *     the engine gives. Needs API 1.48; older engines go by the networks' names.
     * @return the same with this priority
     */
    public EndpointSpec withGatewayPriority(int priority) {
        return withOption("GwPriority", priority);
    }

    /**
     * @param path of what no method names, such as {@code IPAMConfig.LinkLocalIPs}
     * @param value a map, list, string, number or boolean
     * @return the same with that value
     */
    public EndpointSpec withOption(String path, Object value) {
        return changed(all -> all.put(path, value));
    }

    private EndpointSpec withList(String option, String what, String... items) {
        for (String each : items) {
            notBlank(what, each);
        }
        return withOption(option, List.of(items));
    }

    private EndpointSpec changed(Consumer<OptionTree> change) {
        OptionTree copy = new OptionTree();
        copy.merge(tree.copy());
        change.accept(copy);
        return new EndpointSpec(network, copy);
    }

    private static String notBlank(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "A container's place in a network can't be described: the " + what + " is blank.");
        }
        return text;
    }

    /** @return the network's id or name */
    public String network() {
        return network;
    }

    /** As the engine wants it: maps, lists, strings, numbers and booleans. */
    Map<String, Object> body() {
        return tree.copy();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EndpointSpec spec
                && spec.network.equals(network)
                && spec.body().equals(body());
    }

    @Override
    public int hashCode() {
        return 31 * network.hashCode() + body().hashCode();
    }

    /** @return the network, and which options are set */
    @Override
    public String toString() {
        return "EndpointSpec[network=" + network + ", options=" + body().keySet() + "]";
    }
}
