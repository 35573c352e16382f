package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.NodeDetails;
import dev.drydock.client.model.ObjectVersion;
import java.util.List;

/**
 * Machines of a swarm: the {@code /nodes} endpoints, of a manager only. A node is named by its id, an unambiguous beginning
 * of it, or its host name where that is the only one. All methods throw a {@link NotFoundException} when there is no such node, an
 * {@link EngineFailureException} with status 503 when the engine is in no swarm, an {@link UnsupportedByEngineException}
 * with Podman, and the other {@link DockerException}s when the engine can't be reached or refuses.
 */
public final class Nodes {
    private final DockerOnly docker;

    Nodes(Exchange exchange) {
        docker = new DockerOnly(exchange, "swarm mode");
    }

    /**
     * {@code GET /nodes}.
     *
     * @param filters by {@code id}, {@code label}, {@code membership}, {@code name}, {@code node.label} or {@code role};
     *     {@link Filters#NONE} for all nodes
     * @return in no particular order
     */
    public List<NodeDetails> list(Filters filters) {
        return List.of(
                docker.json(Request.get("list nodes", "nodes").query("filters", filters.query()), NodeDetails[].class));
    }

    /**
     * {@code GET /nodes/ID}.
     *
     * @param node id or name
     * @return what the engine knows of it
     */
    public NodeDetails inspect(String node) {
        return docker.json(Request.get("inspect node '" + node + "'", "nodes", node), NodeDetails.class);
    }

    /**
     * Changes role, availability and labels of a node: {@code POST /nodes/ID/update}.
     *
     * @param node its id
     * @param version of {@link NodeDetails}; refused when somebody else has changed the node meanwhile
     * @param spec all of it; {@link NodeSpec#from} begins with what holds now
     */
    public void update(String node, ObjectVersion version, NodeSpec spec) {
        docker.discard(Request.post("change node '" + node + "'", "nodes", node, "update")
                .query("version", version)
                .json(Json.bytes(spec.body())));
    }

    /**
     * Removes a node that has left: {@code DELETE /nodes/ID}.
     *
     * @param node id or name
     * @param force also one that may still be there
     */
    public void remove(String node, boolean force) {
        docker.discard(Request.delete("remove node '" + node + "'", "nodes", node)
                .query("force", force)
                .patient());
    }
}
