package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.CreatedContainer;
import dev.drydock.client.model.Healthcheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a container, with as many requests as the engine's version takes for it. */
final class ContainerCreation {
    private static final ApiVersion SEVERAL_NETWORKS = new ApiVersion(1, 44);
    private static final ApiVersion NO_MAC_ADDRESS = new ApiVersion(1, 52);

    private final Exchange exchange;
    private final ContainerSpec spec;
    private final String doing;
    private final OptionTree body = new OptionTree();

    ContainerCreation(Exchange exchange, ContainerSpec spec) {
        this.exchange = exchange.oneCall();
        this.spec = spec;
        this.doing = "create a container from image '" + spec.image() + "'";
        body.merge(spec.body());
    }

    CreatedContainer create() {
        EngineNeeds.ofCreation(exchange, doing, spec);
        Map<String, Object> later = Map.of();
        if (exchange.isPodman()) {
            addTestOfImage();
        }
        if (exchange.version().isAtLeast(NO_MAC_ADDRESS) || exchange.isPodman()) {
            moveMacAddress();
        } else if (!exchange.version().isAtLeast(SEVERAL_NETWORKS)) {
            later = otherNetworks();
        }
        CreatedContainer created = exchange.json(
                Request.post(doing, "containers", "create")
                        .query("name", spec.name())
                        .query("platform", spec.platform())
                        .json(Json.bytes(body.copy())),
                CreatedContainer.class);
        try {
            later.forEach((network, place) -> join(created.id(), network, place));
        } catch (RuntimeException | Error e) {
            try {
                new Containers(exchange.lasting()).remove(created.id());
            } catch (DockerException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
        return created;
    }

    /** Podman refuses times for the image's own health check, which Docker adds to it. */
    private void addTestOfImage() {
        if (!(spec.body().get("Healthcheck") instanceof Map<?, ?> asked)
                || asked.isEmpty()
                || asked.containsKey("Test")) {
            return;
        }
        Healthcheck own = new Images(exchange).inspect(spec.image()).config().healthcheck();
        Map<String, Object> check = body.map("Healthcheck");
        if (own == null || own.test().isEmpty()) {
            check.put("Test", List.of("NONE"));
            return;
        }
        check.put("Test", own.test());
        addIfAbsent(check, "Interval", own.interval());
        addIfAbsent(check, "Timeout", own.timeout());
        addIfAbsent(check, "StartPeriod", own.startPeriod());
        addIfAbsent(check, "Retries", own.retries());
    }

    private static void addIfAbsent(Map<String, Object> check, String key, long own) {
        if (own != 0) {
            check.putIfAbsent(key, own);
        }
    }

    /** Newer engines, and Podman, have the address in the network only. */
    private void moveMacAddress() {
        Object address = spec.body().get("MacAddress");
        if (address != null) {
            Map<String, Object> host = body.map("HostConfig");
            host.putIfAbsent("NetworkMode", "default");
            place(String.valueOf(host.get("NetworkMode"))).putIfAbsent("MacAddress", address);
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> place(String network) {
        return (Map<String, Object>)
                body.map("NetworkingConfig.EndpointsConfig").computeIfAbsent(network, key -> new LinkedHashMap<>());
    }

    /** Older engines refuse more than one network here, and an address of the main one is that of the container. */
    private Map<String, Object> otherNetworks() {
        Map<String, Object> places = body.map("NetworkingConfig.EndpointsConfig");
        if (places.isEmpty()) {
            return Map.of();
        }
        String main = String.valueOf(body.map("HostConfig").get("NetworkMode"));
        Map<String, Object> others = new LinkedHashMap<>(places);
        others.remove(main);
        others.forEach((network, other) -> {
            if (other instanceof Map<?, ?> place && place.get("MacAddress") != null) {
                EngineNeeds.api(exchange, doing, "a MAC address in network '" + network + "', not the main one,", 44);
            }
        });
        places.keySet().retainAll(java.util.Set.of(main));
        if (places.get(main) instanceof Map<?, ?> place && place.get("MacAddress") instanceof String address) {
            if (spec.body().get("MacAddress") == null) {
                body.put("MacAddress", address);
            }
        }
        return others;
    }

    private void join(String id, String network, Object place) {
        exchange.discard(Request.post(
                        "connect container '" + id + "' to network '" + network + "'", "networks", network, "connect")
                .json(Json.bytes(Map.of("Container", id, "EndpointConfig", place))));
    }
}
