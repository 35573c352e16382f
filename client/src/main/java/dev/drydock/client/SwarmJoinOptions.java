package dev.drydock.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to join a swarm: the body of {@code POST /swarm/join}.
 *
 * @param remoteAddresses of managers of the swarm, such as {@code 10.0.0.1:2377}; one at least
 * @param token of {@link dev.drydock.client.model.SwarmDetails.JoinTokens}
 * @param listenAddress where others reach this engine once it is a manager: address or network interface, and port
 * @param advertiseAddress what others are told; {@code null} leaves it to the engine, which refuses to choose among several
 * @param dataPathAddress for the traffic between containers; {@code null} means the advertised one
 */
public record SwarmJoinOptions(
        List<String> remoteAddresses,
        String token,
        String listenAddress,
        @Nullable String advertiseAddress,
        @Nullable String dataPathAddress) {
    /** Copies the list. */
    public SwarmJoinOptions {
        remoteAddresses = List.copyOf(remoteAddresses);
        if (remoteAddresses.isEmpty() || remoteAddresses.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "Cannot join a swarm: no address of a manager is given, or a blank one. One looks like 10.0.0.1:2377.");
        }
        if (token.isBlank()) {
            throw new IllegalArgumentException(
                    "Cannot join a swarm: the token is blank. A manager's swarm().inspect().joinTokens() has them.");
        }
    }

    /**
     * @param manager address of one, such as {@code 10.0.0.1:2377}
     * @param token of {@link dev.drydock.client.model.SwarmDetails.JoinTokens}
     * @return to listen on all addresses, port 2377
     */
    public static SwarmJoinOptions to(String manager, String token) {
        return new SwarmJoinOptions(List.of(manager), token, "0.0.0.0:2377", null, null);
    }

    /**
     * @param address another {@link #listenAddress}
     * @return as this otherwise
     */
    public SwarmJoinOptions withListenAddress(String address) {
        return new SwarmJoinOptions(remoteAddresses, token, address, advertiseAddress, dataPathAddress);
    }

    /**
     * @param address another {@link #advertiseAddress}
     * @return as this otherwise
     */
    public SwarmJoinOptions withAdvertiseAddress(String address) {
        return new SwarmJoinOptions(remoteAddresses, token, listenAddress, address, dataPathAddress);
    }

    /**
     * @param address another {@link #dataPathAddress}
     * @return as this otherwise
     */
    public SwarmJoinOptions withDataPathAddress(String address) {
        return new SwarmJoinOptions(remoteAddresses, token, listenAddress, advertiseAddress, address);
    }

    Map<String, Object> body() {
        OptionTree body = new OptionTree();
        body.put("RemoteAddrs", remoteAddresses);
        body.put("JoinToken", token);
        body.put("ListenAddr", listenAddress);
        body.putIfSet("AdvertiseAddr", advertiseAddress);
        body.putIfSet("DataPathAddr", dataPathAddress);
        return body.copy();
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "SwarmJoinOptions[remoteAddresses=" + remoteAddresses + ", token=***, listenAddress=" + listenAddress
                + ", advertiseAddress=" + advertiseAddress + ", dataPathAddress=" + dataPathAddress + "]";
    }
}
