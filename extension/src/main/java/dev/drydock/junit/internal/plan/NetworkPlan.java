package dev.drydock.junit.internal.plan;

import java.util.List;
import java.util.Set;

/**
 * What a container reaches, and is reached by.
 *
 * @param network that exists, {@code host} or {@code none}; empty for Drydock's choice
 * @param aliases besides its name
 * @param extraHosts {@code NAME:ADDRESS} each
 * @param hostAccess whether it can reach servers of this JVM
 */
public record NetworkPlan(String network, List<String> aliases, List<String> extraHosts, boolean hostAccess) {
    private static final Set<String> WITHOUT_NAMES = Set.of("host", "none", "bridge", "default");

    /** Whether containers that are in the same one find each other by name. */
    public boolean hasNames() {
        return !WITHOUT_NAMES.contains(network);
    }

    /** Whether a container with this finds one with the other by name. */
    boolean finds(NetworkPlan other) {
        return hasNames() && network.equals(other.network);
    }

    String shown(String container) {
        return "'" + container + "' is in " + (network.isEmpty() ? "Drydock's network" : "network \"" + network + "\"");
    }
}
