package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /containers/ID/json}.
 *
 * @param id 64 hexadecimal digits
 * @param name begins with {@code /} on Docker
 * @param image id of the image
 * @param created when, in RFC 3339
 * @param state running, paused, exited, and how
 * @param config what the container was created with
 * @param networkSettings its addresses and published ports
 * @param mounts its volumes and bind mounts
 * @param more what else came, host configuration included
 */
public record ContainerDetails(
        String id,
        @Nullable String name,
        @Nullable String image,
        @Nullable String created,
        ContainerState state,
        ContainerConfig config,
        NetworkSettings networkSettings,
        List<Mount> mounts,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public ContainerDetails {
        id = id == null ? "" : id;
        state = state == null ? ContainerState.UNKNOWN : state;
        config = config == null ? ContainerConfig.UNKNOWN : config;
        networkSettings = networkSettings == null ? new NetworkSettings(Map.of(), Map.of(), Map.of()) : networkSettings;
        mounts = Values.orEmpty(mounts);
        more = Values.others(more);
    }
}
