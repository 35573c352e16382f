package dev.drydock.client;

/**
 * How to remove a container.
 *
 * @param force also when it runs: it is killed
 * @param volumes its anonymous volumes, too
 * @param link not the container, but a link of the old kind between two of them; the container's name is the link's
 */
public record ContainerRemoveOptions(boolean force, boolean volumes, boolean link) {
    /** A stopped container alone. */
    public static final ContainerRemoveOptions DEFAULT = new ContainerRemoveOptions(false, false, false);

    /** @return the same, also of a running one */
    public ContainerRemoveOptions withForce() {
        return new ContainerRemoveOptions(true, volumes, link);
    }

    /** @return the same, with its anonymous volumes */
    public ContainerRemoveOptions withVolumes() {
        return new ContainerRemoveOptions(force, true, link);
    }

    /** @return the same, of a link; Podman has none, and refuses */
    public ContainerRemoveOptions withLink() {
        return new ContainerRemoveOptions(force, volumes, true);
    }
}
