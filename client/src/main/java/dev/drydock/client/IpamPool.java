package dev.drydock.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of a network. Each method returns a copy; what is {@code null} is the engine's to choose.
 *
 * @param subnet such as {@code 172.28.0.0/16} or {@code fd00:28::/64}
 * @param ipRange that containers get addresses of, such as {@code 172.28.5.0/24}; {@code null} for all of the subnet
 * @param gateway the engine's own address in it, such as {@code 172.28.5.254}
 * @param auxAddresses that are given to nobody, by a name
 */
public record IpamPool(
        @Nullable String subnet,
        @Nullable String ipRange,
        @Nullable String gateway,
        Map<String, String> auxAddresses) {
    /** Copies the map. */
    public IpamPool {
        auxAddresses = Map.copyOf(auxAddresses);
    }

    /**
     * @param subnet such as {@code 172.28.0.0/16}
     * @return that pool
     */
    public static IpamPool of(String subnet) {
        if (subnet.isBlank()) {
            throw new IllegalArgumentException("A network's subnet is blank; one looks like 172.28.0.0/16.");
        }
        return new IpamPool(subnet, null, null, Map.of());
    }

    /**
     * @param range such as {@code 172.28.5.0/24}
     * @return the same, with containers in this part of it only
     */
    public IpamPool withIpRange(String range) {
        return new IpamPool(subnet, range, gateway, auxAddresses);
    }

    /**
     * @param address such as {@code 172.28.5.254}
     * @return the same with this gateway
     */
    public IpamPool withGateway(String address) {
        return new IpamPool(subnet, ipRange, address, auxAddresses);
    }

    /**
     * @param name of who has the address
     * @param address that no container is to get
     * @return the same without this address
     */
    public IpamPool withAuxAddress(String name, String address) {
        Map<String, String> all = new LinkedHashMap<>(auxAddresses);
        all.put(name, address);
        return new IpamPool(subnet, ipRange, gateway, all);
    }

    /** As the engine wants it. */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        if (subnet != null) {
            body.put("Subnet", subnet);
        }
        if (ipRange != null) {
            body.put("IPRange", ipRange);
        }
        if (gateway != null) {
            body.put("Gateway", gateway);
        }
        if (!auxAddresses.isEmpty()) {
            body.put("AuxiliaryAddresses", auxAddresses);
        }
        return body;
    }
}
