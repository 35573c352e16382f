package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.ConfigDetails;
import java.util.List;
import java.util.Map;

/**
 * Configurations of a swarm: the {@code /configs} endpoints, of a manager only. One is named by its id or name. All methods
 * throw a {@link NotFoundException} when there is no such configuration, an {@link EngineFailureException} with status
 * 503 when the engine is in no swarm, an {@link UnsupportedByEngineException} with Podman, and the other
 * {@link DockerException}s when the engine can't be reached or refuses.
 */
public final class Configs {
    private final DockerOnly docker;

    Configs(Exchange exchange) {
        docker = new DockerOnly(exchange, "swarm mode");
    }

    /**
     * {@code GET /configs}.
     *
     * @param filters by {@code id}, {@code label}, {@code name} or {@code names}; {@link Filters#NONE} for all
     * @return in no particular order
     */
    public List<ConfigDetails> list(Filters filters) {
        return List.of(docker.json(
                Request.get("list configurations", "configs").query("filters", filters.query()),
                ConfigDetails[].class));
    }

    /**
     * {@code POST /configs/create}.
     *
     * @param spec what it is to be
     * @return its id
     * @throws ConflictException when the name is taken
     */
    public String create(ConfigSpec spec) {
        Request request = Request.post("create configuration '" + spec.name() + "'", "configs", "create")
                .json(Json.bytes(spec.body()))
                .patient();
        return docker.json(request, Created.class).id();
    }

    /**
     * {@code GET /configs/ID}.
     *
     * @param config id or name
     * @return what the engine knows of it, its data included
     */
    public ConfigDetails inspect(String config) {
        return docker.json(
                Request.get("inspect configuration '" + config + "'", "configs", config), ConfigDetails.class);
    }

    /**
     * Gives a configuration other labels; nothing else of it can change: {@code POST /configs/ID/update}.
     *
     * @param current what {@link #inspect} says now; refused when somebody else has changed it meanwhile
     * @param labels in place of those it has
     */
    public void update(ConfigDetails current, Map<String, String> labels) {
        OptionTree body = new OptionTree();
        body.mergeSent(current.spec());
        body.put("Labels", Map.copyOf(labels));
        docker.discard(Request.post("change configuration '" + current.name() + "'", "configs", current.id(), "update")
                .query("version", current.version())
                .json(Json.bytes(body.copy())));
    }

    /**
     * {@code DELETE /configs/ID}.
     *
     * @param config id or name
     * @throws BadRequestException when a service uses it
     */
    public void remove(String config) {
        docker.discard(Request.delete("remove configuration '" + config + "'", "configs", config)
                .patient());
    }
}
