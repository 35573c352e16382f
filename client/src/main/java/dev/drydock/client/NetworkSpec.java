package dev.drydock.client;

import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a network is to be like: the body of {@code POST /networks/create}. Each method returns a copy; what isn't set is
 * the engine's to choose, which makes it a bridge with a free subnet. Immutable.
 *
 * <pre>{@code
 * NetworkSpec.of("backend").withPool(IpamPool.of("172.28.0.0/16").withGateway("172.28.0.1")).withInternal(true);
 * }</pre>
 */
public final class NetworkSpec {
    private final OptionTree tree;

    private NetworkSpec(OptionTree tree) {
        this.tree = tree;
    }

    /**
     * @param name not blank
     * @return a network of that name
     */
    public static NetworkSpec of(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("Cannot create a network: its name is blank.");
        }
        return new NetworkSpec(new OptionTree()).withOption("Name", name);
    }

    /**
     * @param driver such as {@code bridge}, {@code overlay}, {@code macvlan}, {@code ipvlan}, or a plugin's
     * @return the same with this driver
     */
    public NetworkSpec withDriver(String driver) {
        if (driver.isBlank()) {
            throw new IllegalArgumentException("A network's driver is blank; bridge is the usual one.");
        }
        return withOption("Driver", driver);
    }

    /**
     * @param name of an option of the driver, such as {@code com.docker.network.driver.mtu}
     * @param value of it
     * @return the same with that option
     */
    public NetworkSpec withDriverOption(String name, String value) {
        return changed(all -> all.map("Options").put(name, value));
    }

    /**
     * @param value whether there is no way out of it
     * @return the same with that
     */
    public NetworkSpec withInternal(boolean value) {
        return withOption("Internal", value);
    }

    /**
     * @param value whether containers may join a network of a swarm
     * @return the same with that
     */
    public NetworkSpec withAttachable(boolean value) {
        return withOption("Attachable", value);
    }

    /**
     * @param value whether a swarm publishes ports by it
     * @return the same with that
     */
    public NetworkSpec withIngress(boolean value) {
        return withOption("Ingress", value);
    }

    /**
     * @param value whether it has IPv4; needs API 1.47, older engines always give it
     * @return the same with that
     */
    public NetworkSpec withIpv4(boolean value) {
        return withOption("EnableIPv4", value);
    }

    /**
     * @param value whether it has IPv6; older engines want a pool for it, too
     * @return the same with that
     */
    public NetworkSpec withIpv6(boolean value) {
        return withOption("EnableIPv6", value);
    }

    /**
     * @param pool of addresses; one for IPv4 and one for IPv6 at most, with most drivers
     * @return the same with this pool, too
     */
    public NetworkSpec withPool(IpamPool pool) {
        return changed(all -> all.list("IPAM.Config").add(pool.body()));
    }

    /**
     * @param driver that gives out addresses; {@code default} without this
     * @return the same with this driver
     */
    public NetworkSpec withIpamDriver(String driver) {
        return withOption("IPAM.Driver", driver);
    }

    /**
     * @param name of an option of what gives out addresses
     * @param value of it
     * @return the same with that option
     */
    public NetworkSpec withIpamOption(String name, String value) {
        return changed(all -> all.map("IPAM.Options").put(name, value));
    }

    /**
     * @param scope {@code local} or {@code swarm}
     * @return the same with this scope
     */
    public NetworkSpec withScope(String scope) {
        return withOption("Scope", scope);
    }

    /**
     * @param value whether it is only there for others to take their settings from
     * @return the same with that
     */
    public NetworkSpec withConfigOnly(boolean value) {
        return withOption("ConfigOnly", value);
    }

    /**
     * @param network the name of one that is only there for its settings
     * @return the same with those settings
     */
    public NetworkSpec withConfigFrom(String network) {
        return withOption("ConfigFrom.Network", network);
    }

    /**
     * @param key of a label
     * @param value of it
     * @return the same with that label
     */
    public NetworkSpec withLabel(String key, String value) {
        return withLabels(Map.of(key, value));
    }

    /**
     * @param some labels
     * @return the same with these, too
     */
    public NetworkSpec withLabels(Map<String, String> some) {
        return changed(all -> all.map("Labels").putAll(some));
    }

    /**
     * @param path of what no method names
     * @param value a map, list, string, number or boolean
     * @return the same with that value
     */
    public NetworkSpec withOption(String path, Object value) {
        return changed(all -> all.put(path, value));
    }

    private NetworkSpec changed(Consumer<OptionTree> change) {
        OptionTree copy = new OptionTree();
        copy.merge(tree.copy());
        change.accept(copy);
        return new NetworkSpec(copy);
    }

    /** @return the name */
    public String name() {
        return Objects.requireNonNull((String) body().get("Name"));
    }

    /** As the engine wants it: maps, lists, strings, numbers and booleans. */
    Map<String, Object> body() {
        return tree.copy();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NetworkSpec spec && spec.body().equals(body());
    }

    @Override
    public int hashCode() {
        return body().hashCode();
    }

    /** @return the name, and which options are set */
    @Override
    public String toString() {
        return "NetworkSpec[name=" + name() + ", options=" + body().keySet() + "]";
    }
}
