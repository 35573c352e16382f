package dev.drydock.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to make a swarm: the body of {@code POST /swarm/init}.
 *
 * @param listenAddress where other managers reach this one: address or network interface, and port ({@code 2377} without one)
 * @param advertiseAddress what others are told; {@code null} leaves it to the engine, which refuses to choose among several
 * @param dataPathAddress for the traffic between containers; {@code null} means the advertised one
 * @param dataPathPort the same, a UDP port of 1024 to 49151; {@code null} means 4789
 * @param addressPools for overlay networks, such as {@code 10.0.0.0/8}; empty means the engine's default
 * @param subnetSize length of the prefix of each; {@code null} means the engine's default of 24
 * @param forceNewCluster whether to make a swarm anew of what this engine has of a swarm that has lost its majority
 * @param spec settings
 */
public record SwarmInitOptions(
        String listenAddress,
        @Nullable String advertiseAddress,
        @Nullable String dataPathAddress,
        @Nullable Integer dataPathPort,
        List<String> addressPools,
        @Nullable Integer subnetSize,
        boolean forceNewCluster,
        SwarmSpec spec) {
    /** Listens on all addresses, port 2377, as the {@code docker} command does. */
    public static final SwarmInitOptions DEFAULT =
            new SwarmInitOptions("0.0.0.0:2377", null, null, null, List.of(), null, false, SwarmSpec.DEFAULT);

    /** Copies the list. */
    public SwarmInitOptions {
        if (listenAddress.isBlank()) {
            throw new IllegalArgumentException(
                    "Cannot make a swarm: the address to listen on is blank. One looks like 127.0.0.1:2377.");
        }
        addressPools = List.copyOf(addressPools);
    }

    /**
     * @param address for listening and for being told to others, such as {@code 127.0.0.1} for a swarm that stays alone
     * @return the default at this address alone
     */
    public static SwarmInitOptions on(String address) {
        return DEFAULT.withListenAddress(address).withAdvertiseAddress(address);
    }

    /**
     * @param address another {@link #listenAddress}
     * @return as this otherwise
     */
    public SwarmInitOptions withListenAddress(String address) {
        return new SwarmInitOptions(
                address,
                advertiseAddress,
                dataPathAddress,
                dataPathPort,
                addressPools,
                subnetSize,
                forceNewCluster,
                spec);
    }

    /**
     * @param address another {@link #advertiseAddress}
     * @return as this otherwise
     */
    public SwarmInitOptions withAdvertiseAddress(String address) {
        return new SwarmInitOptions(
                listenAddress, address, dataPathAddress, dataPathPort, addressPools, subnetSize, forceNewCluster, spec);
    }

    /**
     * @param address another {@link #dataPathAddress}
     * @return as this otherwise
     */
    public SwarmInitOptions withDataPathAddress(String address) {
        return new SwarmInitOptions(
                listenAddress,
                advertiseAddress,
                address,
                dataPathPort,
                addressPools,
                subnetSize,
                forceNewCluster,
                spec);
    }

    /**
     * @param port another {@link #dataPathPort}
     * @return as this otherwise
     */
    public SwarmInitOptions withDataPathPort(int port) {
        return new SwarmInitOptions(
                listenAddress,
                advertiseAddress,
                dataPathAddress,
                port,
                addressPools,
                subnetSize,
                forceNewCluster,
                spec);
    }

    /**
     * @param size another {@link #subnetSize}
     * @param pools other {@link #addressPools}
     * @return as this otherwise
     */
    public SwarmInitOptions withAddressPools(int size, String... pools) {
        return new SwarmInitOptions(
                listenAddress,
                advertiseAddress,
                dataPathAddress,
                dataPathPort,
                List.of(pools),
                size,
                forceNewCluster,
                spec);
    }

    /** @return as this, to save a swarm that has lost its majority */
    public SwarmInitOptions withForceNewCluster() {
        return new SwarmInitOptions(
                listenAddress, advertiseAddress, dataPathAddress, dataPathPort, addressPools, subnetSize, true, spec);
    }

    /**
     * @param settings other {@link #spec}
     * @return as this otherwise
     */
    public SwarmInitOptions withSpec(SwarmSpec settings) {
        return new SwarmInitOptions(
                listenAddress,
                advertiseAddress,
                dataPathAddress,
                dataPathPort,
                addressPools,
                subnetSize,
                forceNewCluster,
                settings);
    }

    Map<String, Object> body() {
        OptionTree body = new OptionTree();
        body.put("ListenAddr", listenAddress);
        body.putIfSet("AdvertiseAddr", advertiseAddress);
        body.putIfSet("DataPathAddr", dataPathAddress);
        body.putIfSet("DataPathPort", dataPathPort);
        body.putIfSet("SubnetSize", subnetSize);
        if (!addressPools.isEmpty()) {
            body.put("DefaultAddrPool", addressPools);
        }
        if (forceNewCluster) {
            body.put("ForceNewCluster", true);
        }
        body.put("Spec", spec.body());
        return body.copy();
    }
}
