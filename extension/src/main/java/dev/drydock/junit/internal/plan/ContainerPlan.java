package dev.drydock.junit.internal.plan;

import dev.drydock.client.ImageReference;
import java.util.List;
import java.util.Map;

/**
 * What a container is to be like. Read from annotations, checked, and the same for everybody.
 *
 * @param name in its test class
 * @param image to run
 * @param ports to publish, in the container
 * @param env by the variable's name
 * @param command empty for the image's own
 * @param dependsOn names of containers that must be ready before
 * @param ready when it counts as ready
 * @param open what a person runs in a snapshot of it; empty to choose by the image
 */
public record ContainerPlan(
        String name,
        ImageReference image,
        List<Integer> ports,
        Map<String, String> env,
        List<String> command,
        List<String> dependsOn,
        ReadyPlan ready,
        String open) {
    /** How messages speak of it. */
    public String shown() {
        return "'" + name + "' (" + image + ")";
    }
}
