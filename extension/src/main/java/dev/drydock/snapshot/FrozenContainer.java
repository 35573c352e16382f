package dev.drydock.snapshot;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a container of a snapshot was set up, so far as its image doesn't say it: with this it is started again as it was. Kept
 * as JSON in the label {@link SnapshotLabels#SETUP} of its image.
 *
 * @param image that it was made of, as it was asked for
 * @param imageId id of the image that it was made of
 * @param hostname its own; empty for the engine's choice
 * @param dependsOn names of containers of the snapshot that were started before
 * @param networkMode {@code host}, {@code none} or another mode without names; empty when it was in networks
 * @param networks the names that it had in each of its networks, by the networks' names
 * @param ports that were published, such as {@code 5432/tcp}
 * @param volumes what was mounted in it
 * @param hostConfig limits and rights, as the engine's {@code HostConfig} names them: only those that were set
 * @param running whether it ran when it was frozen
 */
public record FrozenContainer(
        String image,
        String imageId,
        String hostname,
        List<String> dependsOn,
        String networkMode,
        Map<String, List<String>> networks,
        List<String> ports,
        List<FrozenVolume> volumes,
        Map<String, Object> hostConfig,
        boolean running) {
    /** Copies, and replaces what a label doesn't have. */
    @SuppressWarnings("NullAway") // Jackson passes null for what isn't there.
    public FrozenContainer {
        image = image == null ? "" : image;
        imageId = imageId == null ? "" : imageId;
        hostname = hostname == null ? "" : hostname;
        networkMode = networkMode == null ? "" : networkMode;
        dependsOn = copy(dependsOn);
        networks = networks == null ? Map.of() : Map.copyOf(networks);
        ports = copy(ports);
        volumes = copy(volumes);
        hostConfig = hostConfig == null ? Map.of() : Map.copyOf(hostConfig);
    }

    private static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
