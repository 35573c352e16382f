package dev.drydock.client;

import dev.drydock.client.model.NodeDetails;
import java.util.Map;

/** What a node is in its swarm: the body of {@code POST /nodes/ID/update}. Immutable. */
public final class NodeSpec {
    private final Map<String, Object> tree;

    private NodeSpec(OptionTree tree) {
        this.tree = tree.copy();
    }

    /** What a node does in its swarm. */
    public enum Role {
        /** Runs containers. */
        WORKER,
        /** Runs containers, and rules the swarm with the other managers. */
        MANAGER
    }

    /** Whether a node runs containers of services. */
    public enum Availability {
        /** It does. */
        ACTIVE,
        /** It keeps those that it has. */
        PAUSE,
        /** It has none; what it had is moved to others. */
        DRAIN
    }

    /**
     * @param node as it is
     * @return what it is, to be changed and given to {@link Nodes#update}
     */
    public static NodeSpec from(NodeDetails node) {
        OptionTree tree = new OptionTree();
        tree.mergeSent(node.spec());
        return new NodeSpec(tree);
    }

    private NodeSpec with(String path, Object value) {
        OptionTree changed = new OptionTree();
        changed.merge(tree);
        changed.put(path, value);
        return new NodeSpec(changed);
    }

    /**
     * @param role another one
     * @return as this otherwise
     */
    public NodeSpec withRole(Role role) {
        return with("Role", role == Role.MANAGER ? "manager" : "worker");
    }

    /**
     * @param availability another one
     * @return as this otherwise
     */
    public NodeSpec withAvailability(Availability availability) {
        return with(
                "Availability",
                switch (availability) {
                    case ACTIVE -> "active";
                    case PAUSE -> "pause";
                    case DRAIN -> "drain";
                });
    }

    /**
     * @param labels in place of those it has
     * @return as this otherwise
     */
    public NodeSpec withLabels(Map<String, String> labels) {
        return with("Labels", Map.copyOf(labels));
    }

    /** @return the body of the request: maps, lists, strings, numbers and booleans */
    public Map<String, Object> body() {
        return OptionTree.copy(tree);
    }
}
