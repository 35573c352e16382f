package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes a container's limits. */
final class ContainerUpdate {
    /** Taken by engines in an update, and ignored. */
    private static final List<String> AT_CREATION_ONLY = List.of(
            "MemorySwappiness",
            "OomKillDisable",
            "KernelMemoryTCP",
            "CpuCount",
            "CpuPercent",
            "IOMaximumIOps",
            "IOMaximumBandwidth");

    private final Exchange exchange;
    private final String doing;
    private final String container;

    ContainerUpdate(Exchange exchange, String doing, String container) {
        this.exchange = exchange.oneCall();
        this.doing = doing;
        this.container = container;
    }

    /** What the engine answers. */
    private record Answer(@Nullable List<String> warnings) {}

    List<String> make(Resources limits, @Nullable RestartPolicy policy) {
        Map<String, Object> body = new LinkedHashMap<>(limits.body());
        if (policy != null) {
            body.put("RestartPolicy", policy.body());
        }
        if (body.isEmpty()) {
            throw new IllegalArgumentException("Cannot " + doing + ": there is nothing to change.");
        }
        for (String each : AT_CREATION_ONLY) {
            if (body.containsKey(each)) {
                throw new IllegalArgumentException(
                        "Cannot " + doing + ": '" + each + "' can be set only when a container is created.");
            }
        }
        EngineNeeds.ofUpdate(exchange, doing, body);
        try {
            Answer answer = exchange.json(
                    Request.post(doing, "containers", container, "update").json(Json.bytes(body)), Answer.class);
            return answer.warnings() == null ? List.of() : List.copyOf(answer.warnings());
        } catch (NotFoundException e) {
            if (exchange.podman() == 4 && isThere()) {
                throw EngineNeeds.refusal(
                        exchange, doing, "a change of limits", "Docker, or Podman 5", "Create the container anew");
            }
            throw e;
        }
    }

    private boolean isThere() {
        try {
            new Containers(exchange).inspect(container);
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }
}
