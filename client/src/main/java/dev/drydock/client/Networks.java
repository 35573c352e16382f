package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.NetworkDetails;
import java.util.List;
import java.util.Map;

/**
 * Networks: the {@code /networks} endpoints. All methods throw the {@link DockerException}s when the engine can't be
 * reached or refuses.
 */
public final class Networks {
    private final Exchange exchange;

    Networks(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Creates a bridge network: {@code POST /networks/create}.
     *
     * @param name not blank
     * @param labels of the network
     * @return its id
     * @throws ConflictException when the name is taken
     */
    public String create(String name, Map<String, String> labels) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("Cannot create a network: its name is blank.");
        }
        Request request = Request.post("create network '" + name + "'", "networks", "create")
                // Engines before API 1.44 would make a second network of the same name without this.
                .json(Json.bytes(Map.of("Name", name, "Labels", labels, "Driver", "bridge", "CheckDuplicate", true)))
                .patient();
        return exchange.json(request, Created.class).id();
    }

    /**
     * {@code GET /networks/ID}.
     *
     * @param network id or name
     * @return what the engine knows of it
     * @throws NotFoundException when there is no such network
     */
    public NetworkDetails inspect(String network) {
        return exchange.json(
                Request.get("inspect network '" + network + "'", "networks", network), NetworkDetails.class);
    }

    /**
     * {@code GET /networks}.
     *
     * @param filters such as {@code label} → {@code [key=value]}, all of which must hold; empty for all networks
     * @return in no particular order
     */
    public List<NetworkDetails> list(Map<String, List<String>> filters) {
        return List.of(exchange.json(
                Request.get("list networks", "networks").query("filters", Json.text(filters)), NetworkDetails[].class));
    }

    /**
     * Lets a container join a network: {@code POST /networks/ID/connect}.
     *
     * @param network id or name
     * @param container id or name
     * @param aliases names that others in the network reach it by
     */
    public void connect(String network, String container, List<String> aliases) {
        exchange.discard(Request.post(
                        "connect container '" + container + "' to network '" + network + "'",
                        "networks",
                        network,
                        "connect")
                .json(Json.bytes(Map.of("Container", container, "EndpointConfig", Map.of("Aliases", aliases))))
                .patient());
    }

    /**
     * Takes a container out of a network: {@code POST /networks/ID/disconnect}.
     *
     * @param network id or name
     * @param container id or name
     */
    public void disconnect(String network, String container) {
        exchange.discard(Request.post(
                        "disconnect container '" + container + "' from network '" + network + "'",
                        "networks",
                        network,
                        "disconnect")
                .json(Json.bytes(Map.of("Container", container, "Force", true)))
                .patient());
    }

    /**
     * {@code DELETE /networks/ID}.
     *
     * @param network id or name
     * @throws NotFoundException when there is no such network
     * @throws ForbiddenException when containers are still in it
     */
    public void remove(String network) {
        exchange.discard(Request.delete("remove network '" + network + "'", "networks", network)
                .patient());
    }
}
