package dev.drydock.snapshot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the containers of a snapshot are started again.
 *
 * @param containers which; empty for all
 * @param publishAt address of the engine's machine at which ports are published
 * @param hostPorts ports of the engine's machine by container and port, such as {@code db/5432/tcp}; others are free ones
 * @param env environment variables by container and name, such as {@code db/POSTGRES_PASSWORD}: in place of those that were
 *     stripped, or of what the image says
 * @param labels of all that is made
 * @param prefix of the names of containers, networks and volumes
 * @param rights whether containers get the rights that they had, such as devices, capabilities and modes of the engine's machine:
 *     only for a snapshot that is trusted, since what it says of them may have been written by anybody
 */
public record RestoreOptions(
        List<String> containers,
        String publishAt,
        Map<String, Integer> hostPorts,
        Map<String, String> env,
        Map<String, String> labels,
        String prefix,
        boolean rights) {
    /** All containers, on free ports of the loopback address. */
    public static final RestoreOptions DEFAULT =
            new RestoreOptions(List.of(), "127.0.0.1", Map.of(), Map.of(), Map.of(), "drydock-open-", false);

    /** Copies what it is given. */
    public RestoreOptions {
        containers = List.copyOf(containers);
        hostPorts = Map.copyOf(hostPorts);
        env = Map.copyOf(env);
        labels = Map.copyOf(labels);
    }

    /** The same for some of the containers. */
    public RestoreOptions withContainers(List<String> names) {
        return new RestoreOptions(names, publishAt, hostPorts, env, labels, prefix, rights);
    }

    /** The same with an environment variable of a container. */
    public RestoreOptions withEnv(String container, String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(env);
        more.put(container + "/" + variable, value);
        return new RestoreOptions(containers, publishAt, hostPorts, more, labels, prefix, rights);
    }

    /** The same with a port of the engine's machine for a container's. */
    public RestoreOptions withHostPort(String container, String port, int hostPort) {
        Map<String, Integer> more = new LinkedHashMap<>(hostPorts);
        more.put(container + "/" + port, hostPort);
        return new RestoreOptions(containers, publishAt, more, env, labels, prefix, rights);
    }

    /** The same with labels. */
    public RestoreOptions withLabels(Map<String, String> all) {
        return new RestoreOptions(containers, publishAt, hostPorts, env, all, prefix, rights);
    }

    /**
     * The same with another beginning of the names of all that is made.
     *
     * @param begin such as {@code drydock-open-}
     */
    public RestoreOptions withPrefix(String begin) {
        return new RestoreOptions(containers, publishAt, hostPorts, env, labels, begin, rights);
    }

    /** The same with the rights that the containers had, or without. */
    public RestoreOptions withRights(boolean given) {
        return new RestoreOptions(containers, publishAt, hostPorts, env, labels, prefix, given);
    }
}
