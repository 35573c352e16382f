package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.CreatedNetwork;
import dev.drydock.client.model.NetworkDetails;
import dev.drydock.client.model.NetworkPruneReport;
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
        return create(NetworkSpec.of(name).withDriver("bridge").withLabels(labels))
                .id();
    }

    /**
     * Creates a network: {@code POST /networks/create}.
     *
     * @param spec what it is to be like
     * @return its id, and what the engine has to say
     * @throws ConflictException when the name is taken
     * @throws ForbiddenException when its subnet overlaps that of another
     */
    public CreatedNetwork create(NetworkSpec spec) {
        String doing = "create network '" + spec.name() + "'";
        Map<String, Object> body = spec.body();
        // Engines before API 1.44 would make a second network of the same name without this.
        body.putIfAbsent("CheckDuplicate", true);
        if (Boolean.FALSE.equals(body.get("EnableIPv4"))) {
            EngineNeeds.api(exchange, doing, "a network without IPv4", 47);
        }
        CreatedNetwork created = exchange.json(
                Request.post(doing, "networks", "create").json(Json.bytes(body)).patient(), CreatedNetwork.class);
        if (created.id().isEmpty()) {
            throw new DockerProtocolException("Cannot " + doing + ": the engine didn't say the network's id.", null);
        }
        return created;
    }

    /**
     * {@code GET /networks/ID}.
     *
     * @param network id or name
     * @return what the engine knows of it
     * @throws NotFoundException when there is no such network
     */
    public NetworkDetails inspect(String network) {
        return inspect(network, NetworkInspectOptions.DEFAULT);
    }

    /**
     * {@code GET /networks/ID}.
     *
     * @param network id or name
     * @param options what to find out
     * @return what the engine knows of it
     * @throws NotFoundException when there is no such network
     */
    public NetworkDetails inspect(String network, NetworkInspectOptions options) {
        Request request = Request.get("inspect network '" + network + "'", "networks", network)
                .query("verbose", options.verbose())
                .query("scope", options.scope());
        return exchange.json(request, NetworkDetails.class);
    }

    /**
     * {@code GET /networks}.
     *
     * @param filters {@link Filters#NONE} for all networks
     * @return in no particular order
     */
    public List<NetworkDetails> list(Filters filters) {
        return List.of(exchange.json(
                Request.get("list networks", "networks").query("filters", filters.query()), NetworkDetails[].class));
    }

    /**
     * Lets a container join a network: {@code POST /networks/ID/connect}.
     *
     * @param network id or name
     * @param container id or name
     * @param aliases names that others in the network reach it by
     */
    public void connect(String network, String container, List<String> aliases) {
        connect(container, EndpointSpec.of(network).withAliases(aliases.toArray(String[]::new)));
    }

    /**
     * Lets a container join a network: {@code POST /networks/ID/connect}.
     *
     * @param container id or name
     * @param endpoint the network, and how the container is to be in it
     * @throws NotFoundException when there is no such network or container
     * @throws UnsupportedByEngineException with a MAC address, unless the engine is Podman: Docker would ignore it
     * @throws ForbiddenException when the container is in it already, or the network takes none
     */
    public void connect(String container, EndpointSpec endpoint) {
        String network = endpoint.network();
        String doing = "connect container '" + container + "' to network '" + network + "'";
        Map<String, Object> body = endpoint.body();
        if (body.containsKey("GwPriority")) {
            EngineNeeds.api(exchange, doing, "a priority of the gateway", 48);
        }
        if (body.containsKey("MacAddress")) {
            EngineNeeds.macAddressOfConnection(exchange, doing);
        }
        exchange.discard(Request.post(doing, "networks", network, "connect")
                .json(Json.bytes(Map.of("Container", container(doing, container), "EndpointConfig", body)))
                .patient());
    }

    /** Docker lists names with a slash in front, and Podman doesn't find them so. */
    private static String container(String doing, String container) {
        String name = container.startsWith("/") ? container.substring(1) : container;
        if (name.isBlank()) {
            throw new IllegalArgumentException("Cannot " + doing + ": the container's name or id is blank.");
        }
        return name;
    }

    /**
     * Takes a container out of a network, in any case: {@code POST /networks/ID/disconnect}.
     *
     * @param network id or name
     * @param container id or name
     */
    public void disconnect(String network, String container) {
        disconnect(network, container, true);
    }

    /**
     * Takes a container out of a network: {@code POST /networks/ID/disconnect}.
     *
     * @param network id or name
     * @param container id or name
     * @param force also when the engine doesn't know the container any more, but the network does
     * @throws NotFoundException when there is no such network, or, unless forced, no such container
     */
    public void disconnect(String network, String container, boolean force) {
        String doing = "disconnect container '" + container + "' from network '" + network + "'";
        exchange.discard(Request.post(doing, "networks", network, "disconnect")
                .json(Json.bytes(Map.of("Container", container(doing, container), "Force", force)))
                .patient());
    }

    /**
     * Removes networks that no container is in: {@code POST /networks/prune}.
     *
     * @param filters {@code until}, {@code label}, {@code label!}; with {@link Filters#NONE} all such networks go
     * @return what is gone
     */
    public NetworkPruneReport prune(Filters filters) {
        return exchange.json(
                Request.post("remove unused networks", "networks", "prune")
                        .query("filters", filters.query())
                        .patient(),
                NetworkPruneReport.class);
    }

    /**
     * {@code DELETE /networks/ID}.
     *
     * @param network id or name
     * @throws NotFoundException when there is no such network
     * @throws ForbiddenException when containers are still in it
     */
    public void remove(String network) {
        String doing = "remove network '" + network + "'";
        Request asked = Request.delete(doing, "networks", network);
        Exchange once = exchange.oneCall();
        once.discard((once.isPodman() ? byName(once, doing, network) : asked).patient());
    }

    /** By its id, Podman removes a network from under the containers that are in it. */
    private static Request byName(Exchange once, String doing, String network) {
        String name = once.json(Request.get(doing, "networks", network), NetworkDetails.class)
                .name();
        return Request.delete(doing, "networks", name == null ? network : name);
    }
}
