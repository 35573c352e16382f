package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.ObjectVersion;
import dev.drydock.client.model.SwarmDetails;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The swarm that the engine is in: the {@code /swarm} endpoints. All methods throw an {@link EngineFailureException} with
 * status 503 when the engine is in none (or, for {@link #init} and {@link #join}, is in one already), an
 * {@link UnsupportedByEngineException} with Podman, and the other {@link DockerException}s when the engine can't be reached
 * or refuses.
 */
public final class Swarm {
    private final DockerOnly docker;

    Swarm(Exchange exchange) {
        docker = new DockerOnly(exchange, "swarm mode");
    }

    /**
     * Makes a swarm of this engine alone, as its manager: {@code POST /swarm/init}. Of all that an engine answers this takes
     * longest, some seconds.
     *
     * @param options where the engine listens, and the swarm's settings
     * @return the id of the engine's node
     */
    public String init(SwarmInitOptions options) {
        return docker.json(
                Request.post("make a swarm", "swarm", "init")
                        .json(Json.bytes(options.body()))
                        .patient(),
                String.class);
    }

    /**
     * {@code GET /swarm}; of a manager only.
     *
     * @return what the engine knows of the swarm, tokens to join it included
     */
    public SwarmDetails inspect() {
        return docker.json(Request.get("inspect the swarm", "swarm"), SwarmDetails.class);
    }

    /**
     * Lets this engine join a swarm: {@code POST /swarm/join}. The token says whether as a worker or as a manager.
     *
     * @param options the swarm, and where this engine listens
     * @throws BadRequestException when the token isn't one
     */
    public void join(SwarmJoinOptions options) {
        docker.discard(Request.post("join a swarm", "swarm", "join")
                .json(Json.bytes(options.body()))
                .patient());
    }

    /**
     * Takes this engine out of its swarm, and all containers of services off it: {@code POST /swarm/leave}.
     *
     * @param force also a manager, and the last one, with whom the swarm with all its services, secrets and configurations is
     *     gone
     */
    public void leave(boolean force) {
        docker.discard(Request.post("leave the swarm", "swarm", "leave")
                .query("force", force)
                .patient());
    }

    /**
     * Replaces the swarm's settings: {@code POST /swarm/update}.
     *
     * @param version of {@link SwarmDetails}
     * @param spec all settings; {@link SwarmSpec#from} begins with those that hold now
     */
    public void update(ObjectVersion version, SwarmSpec spec) {
        update("change the swarm's settings", version, spec, null);
    }

    /**
     * Replaces a token or key, so that the one before is of no use any more: {@code POST /swarm/update}. What is
     * already in the swarm stays there.
     *
     * @param current what {@link #inspect()} says now
     * @param key which
     */
    public void rotate(SwarmDetails current, SwarmKey key) {
        update(
                "replace the swarm's " + key.words(),
                current.version(),
                SwarmSpec.from(current).build(),
                key);
    }

    private void update(String doing, ObjectVersion version, SwarmSpec spec, @Nullable SwarmKey rotated) {
        Request request = Request.post(doing, "swarm", "update").query("version", version);
        if (rotated != null) {
            request.query(rotated.parameter(), true);
        }
        docker.discard(request.json(Json.bytes(spec.body())).patient());
    }

    /**
     * What a manager is unlocked with after its engine was started again: {@code GET /swarm/unlockkey}.
     *
     * @return the key; empty when managers of this swarm aren't locked
     */
    public String unlockKey() {
        String key = docker.json(Request.get("ask for the swarm's unlock key", "swarm", "unlockkey"), UnlockKey.class)
                .unlockKey();
        return key == null ? "" : key;
    }

    private record UnlockKey(@Nullable String unlockKey) {
        @Override
        public String toString() {
            return "UnlockKey[***]";
        }
    }

    /**
     * Unlocks this manager after its engine was started again: {@code POST /swarm/unlock}.
     *
     * @param key from {@link #unlockKey}
     * @throws ConflictException when it isn't locked
     */
    public void unlock(String key) {
        if (key.isBlank()) {
            throw new IllegalArgumentException("Cannot unlock the swarm: the key is blank.");
        }
        docker.discard(Request.post("unlock the swarm", "swarm", "unlock")
                .json(Json.bytes(Map.of("UnlockKey", key)))
                .patient());
    }
}
