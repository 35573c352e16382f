package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container is created with, or an image brings along.
 *
 * @param image as it was named at creation; {@code null} in an image
 * @param env {@code NAME=value} each
 * @param cmd arguments of the entry point, or the command where there is none
 * @param entrypoint the command
 * @param labels of the container or image
 * @param exposedPorts such as {@code 5432/tcp}
 * @param volumes paths that become anonymous volumes
 * @param tty whether its output is a terminal's, and so not split into stdout and stderr
 * @param user that its first process runs as
 * @param workingDir of its first process
 * @param healthcheck its health check; {@code null} when it has none
 * @param stopSignal such as {@code SIGINT}; {@code null} means SIGTERM
 * @param more what else came
 */
public record ContainerConfig(
        @Nullable String image,
        List<String> env,
        List<String> cmd,
        List<String> entrypoint,
        Map<String, String> labels,
        Map<String, @Nullable Object> exposedPorts,
        Map<String, @Nullable Object> volumes,
        boolean tty,
        @Nullable String user,
        @Nullable String workingDir,
        @Nullable Healthcheck healthcheck,
        @Nullable String stopSignal,
        Map<String, @Nullable Object> more) {
    static final ContainerConfig UNKNOWN = new ContainerConfig(
            null, List.of(), List.of(), List.of(), Map.of(), Map.of(), Map.of(), false, null, null, null, null,
            Map.of());

    /** Replaces what wasn't sent. */
    public ContainerConfig {
        env = Values.orEmpty(env);
        cmd = Values.orEmpty(cmd);
        entrypoint = Values.orEmpty(entrypoint);
        labels = Values.orEmpty(labels);
        exposedPorts = Values.orEmpty(exposedPorts);
        volumes = Values.orEmpty(volumes);
        more = Values.others(more);
    }

    /**
     * @param name of an environment variable
     * @return its value, or {@code null} when it isn't set
     */
    public @Nullable String env(String name) {
        return env.stream()
                .filter(each -> each.startsWith(name + "="))
                .map(each -> each.substring(name.length() + 1))
                .findFirst()
                .orElse(null);
    }

    /** Names of environment variables, arguments only counted: passwords are given as either. */
    @Override
    public String toString() {
        List<String> names =
                env.stream().map(each -> each.replaceFirst("(?s)=.*", "=***")).toList();
        return "ContainerConfig[image=" + image + ", env=" + names + ", cmd=" + cmd.size() + " words, entrypoint="
                + entrypoint.size() + " words, user=" + user + ", workingDir=" + workingDir + ", tty=" + tty + "]";
    }
}
