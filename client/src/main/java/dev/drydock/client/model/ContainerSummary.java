package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code GET /containers/json}.
 *
 * @param id 64 hexadecimal digits
 * @param names each begins with {@code /} on Docker
 * @param image as it was named at creation
 * @param imageID of the image
 * @param command that its first process runs, in one line
 * @param created when, in seconds since 1970
 * @param ports exposed and published ones
 * @param sizeRw bytes that it has written; {@code null} unless asked for
 * @param sizeRootFs bytes of its whole file system; {@code null} unless asked for
 * @param labels of the container
 * @param state such as {@code running}
 * @param status in words, such as {@code Up 2 minutes}
 * @param networkSettings its place in its networks
 * @param mounts its volumes and bind mounts
 * @param more what else came
 */
public record ContainerSummary(
        String id,
        List<String> names,
        @Nullable String image,
        @Nullable String imageID,
        @Nullable String command,
        long created,
        List<Port> ports,
        @Nullable Long sizeRw,
        @Nullable Long sizeRootFs,
        Map<String, String> labels,
        @Nullable String state,
        @Nullable String status,
        NetworkSettings networkSettings,
        List<Mount> mounts,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public ContainerSummary {
        id = id == null ? "" : id;
        names = Values.orEmpty(names);
        ports = Values.orEmpty(ports);
        labels = Values.orEmpty(labels);
        networkSettings = networkSettings == null ? new NetworkSettings(Map.of(), Map.of(), Map.of()) : networkSettings;
        mounts = Values.orEmpty(mounts);
        more = Values.others(more);
    }

    /** @return the state as a constant; {@link ContainerStatus#OTHER} for one that isn't known */
    public ContainerStatus containerStatus() {
        return ContainerStatus.of(state);
    }

    /** Without the command, whose arguments may be secret. */
    @Override
    public String toString() {
        return "ContainerSummary[id=" + id + ", names=" + names + ", image=" + image + ", state=" + state + ", status="
                + status + ", ports=" + ports + ", labels=" + labels + "]";
    }

    /**
     * A port of a container.
     *
     * @param ip address on the engine's machine; {@code null} when the port isn't published
     * @param privatePort the container's
     * @param publicPort that of the engine's machine; {@code null} when the port isn't published
     * @param type {@code tcp}, {@code udp} or {@code sctp}
     */
    public record Port(
            @Nullable String ip,
            int privatePort,
            @Nullable Integer publicPort,
            @Nullable String type) {}
}
