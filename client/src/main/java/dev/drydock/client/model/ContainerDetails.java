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
 * @param path the program that its first process runs
 * @param args arguments of that
 * @param state running, paused, exited, and how
 * @param restartCount how often the engine has started it again
 * @param config what the container was created with
 * @param hostConfig what the engine's machine gives to it and withholds from it; {@code null} when it wasn't sent
 * @param networkSettings its addresses and published ports
 * @param mounts its volumes and bind mounts
 * @param driver of its file system, such as {@code overlay2}
 * @param platform such as {@code linux}
 * @param logPath of the file with its output, on the engine's machine
 * @param execIDs commands that run in it, or did
 * @param sizeRw bytes that it has written; {@code null} unless asked for
 * @param sizeRootFs bytes of its whole file system; {@code null} unless asked for
 * @param more what else came
 */
public record ContainerDetails(
        String id,
        @Nullable String name,
        @Nullable String image,
        @Nullable String created,
        @Nullable String path,
        List<String> args,
        ContainerState state,
        long restartCount,
        ContainerConfig config,
        @Nullable HostConfig hostConfig,
        NetworkSettings networkSettings,
        List<Mount> mounts,
        @Nullable String driver,
        @Nullable String platform,
        @Nullable String logPath,
        List<String> execIDs,
        @Nullable Long sizeRw,
        @Nullable Long sizeRootFs,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public ContainerDetails {
        id = id == null ? "" : id;
        args = Values.orEmpty(args);
        state = state == null ? ContainerState.UNKNOWN : state;
        config = config == null ? ContainerConfig.UNKNOWN : config;
        networkSettings = networkSettings == null ? new NetworkSettings(Map.of(), Map.of(), Map.of()) : networkSettings;
        mounts = Values.orEmpty(mounts);
        execIDs = Values.orEmpty(execIDs);
        more = Values.others(more);
    }

    /** Arguments are only counted: passwords are given as such. */
    @Override
    public String toString() {
        return "ContainerDetails[id=" + id + ", name=" + name + ", image=" + image + ", created=" + created + ", path="
                + path + ", args=" + args.size() + " words, state=" + state + ", config=" + config
                + ", networkSettings=" + networkSettings + ", mounts=" + mounts + "]";
    }
}
