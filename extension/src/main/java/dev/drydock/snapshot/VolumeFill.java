package dev.drydock.snapshot;

import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.Invocation;
import dev.drydock.client.MountSpec;
import java.util.Map;

/**
 * Puts the data that an image of a snapshot holds into a volume. Whoever mounts an empty volume first fills it with what its
 * own image has there: of several that share one, it must be the one whose image has the data.
 */
public final class VolumeFill {
    private final DockerClient client;
    private final Map<String, String> labels;

    /** @param labels of the container that is there for a moment */
    public VolumeFill(DockerClient client, Map<String, String> labels) {
        this.client = client;
        this.labels = Map.copyOf(labels);
    }

    /**
     * Fills a volume, without running anything.
     *
     * @param volume its name; empty so far
     * @param image that holds the data
     * @param path where it holds it
     * @param name for the container that is there for a moment
     * @throws DockerException when the engine refuses
     */
    public void fill(String volume, String image, String path, String name) {
        ContainerSpec.Builder spec =
                ContainerSpec.of(image).name(name).networkMode("none").mounts(MountSpec.volume(volume, path));
        labels.forEach(spec::label);
        String id = client.containers().create(spec.build());
        try {
            if (client.isPodman()) {
                // Docker copies when the container is created, Podman when it is prepared.
                client.operations().invoke(Invocation.of("ContainerInitLibpod").param("name", id));
            }
        } finally {
            client.containers().remove(id);
        }
    }
}
