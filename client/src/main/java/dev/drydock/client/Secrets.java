package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.SecretDetails;
import java.util.List;
import java.util.Map;

/**
 * Secrets of a swarm, and those of Podman, which need none: the {@code /secrets} endpoints. A secret is named by its id or
 * name. All methods throw a {@link NotFoundException} when there is no such secret, an {@link EngineFailureException} with
 * status 503 when a Docker engine isn't the manager of a swarm, and the other {@link DockerException}s when the engine
 * can't be reached or refuses. What is secret is in no message.
 */
public final class Secrets {
    private final Exchange exchange;

    Secrets(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * {@code GET /secrets}.
     *
     * @param filters by {@code id}, {@code label}, {@code name} or {@code names}; {@link Filters#NONE} for all secrets
     * @return in no particular order
     */
    public List<SecretDetails> list(Filters filters) {
        return List.of(exchange.json(
                Request.get("list secrets", "secrets").query("filters", filters.query()), SecretDetails[].class));
    }

    /**
     * {@code POST /secrets/create}.
     *
     * @param spec what it is to be
     * @return its id
     * @throws ConflictException when the name is taken
     */
    public String create(SecretSpec spec) {
        Request request = Request.post("create secret '" + spec.name() + "'", "secrets", "create")
                .json(Json.bytes(spec.body()))
                .patient();
        return exchange.json(request, Created.class).id();
    }

    /**
     * {@code GET /secrets/ID}.
     *
     * @param secret id or name
     * @return what the engine knows of it, but not what is secret
     */
    public SecretDetails inspect(String secret) {
        return exchange.json(Request.get("inspect secret '" + secret + "'", "secrets", secret), SecretDetails.class);
    }

    /**
     * Gives a secret other labels; nothing else of it can change: {@code POST /secrets/ID/update}.
     *
     * @param current what {@link #inspect} says now; refused when somebody else has changed the secret meanwhile
     * @param labels in place of those it has
     * @throws UnsupportedByEngineException with Podman
     */
    public void update(SecretDetails current, Map<String, String> labels) {
        OptionTree body = new OptionTree();
        body.mergeSent(current.spec());
        body.put("Labels", Map.copyOf(labels));
        new DockerOnly(exchange, "a change of secrets")
                .discard(Request.post("change secret '" + current.name() + "'", "secrets", current.id(), "update")
                        .query("version", current.version())
                        .json(Json.bytes(body.copy())));
    }

    /**
     * {@code DELETE /secrets/ID}.
     *
     * @param secret id or name
     * @throws BadRequestException when a service uses it
     */
    public void remove(String secret) {
        exchange.discard(Request.delete("remove secret '" + secret + "'", "secrets", secret)
                .patient());
    }
}
