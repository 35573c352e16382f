package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container is created with, or an image brings along.
 *
 * @param image as it was named at creation; {@code null} in an image
 * @param hostname the machine that the container believes to be
 * @param domainname the domain that it believes to be in
 * @param env {@code NAME=value} each
 * @param cmd arguments of the entry point, or the command where there is none
 * @param entrypoint the command
 * @param labels of the container or image
 * @param exposedPorts such as {@code 5432/tcp}
 * @param volumes paths that become anonymous volumes
 * @param tty whether its output is a terminal's, and so not split into stdout and stderr
 * @param openStdin whether it has an input
 * @param stdinOnce whether that ends with the input of the first who attaches
 * @param attachStdin whether its input is meant to be attached to
 * @param attachStdout whether its output is meant to be attached to
 * @param attachStderr whether its error output is meant to be attached to
 * @param user that its first process runs as
 * @param workingDir of its first process
 * @param healthcheck its health check; {@code null} when it has none
 * @param stopSignal such as {@code SIGINT}; {@code null} means SIGTERM
 * @param stopTimeout seconds between that and SIGKILL; {@code null} means the engine's default of 10 s
 * @param networkDisabled whether it has no network
 * @param macAddress that was asked for; engines from API 1.44 on have it in the networks
 * @param onBuild instructions for builds on the image
 * @param shell for commands in shell form
 * @param more what else came
 */
public record ContainerConfig(
        @Nullable String image,
        @Nullable String hostname,
        @Nullable String domainname,
        List<String> env,
        List<String> cmd,
        List<String> entrypoint,
        Map<String, String> labels,
        Map<String, @Nullable Object> exposedPorts,
        Map<String, @Nullable Object> volumes,
        boolean tty,
        boolean openStdin,
        boolean stdinOnce,
        boolean attachStdin,
        boolean attachStdout,
        boolean attachStderr,
        @Nullable String user,
        @Nullable String workingDir,
        @Nullable Healthcheck healthcheck,
        @Nullable String stopSignal,
        @Nullable Long stopTimeout,
        boolean networkDisabled,
        @Nullable String macAddress,
        List<String> onBuild,
        List<String> shell,
        Map<String, @Nullable Object> more) {
    static final ContainerConfig UNKNOWN = new ContainerConfig(
            null, null, null, List.of(), List.of(), List.of(), Map.of(), Map.of(), Map.of(), false, false, false, false,
            false, false, null, null, null, null, null, false, null, List.of(), List.of(), Map.of());

    /** Replaces what wasn't sent. */
    public ContainerConfig {
        env = Values.orEmpty(env);
        cmd = Values.orEmpty(cmd);
        entrypoint = Values.orEmpty(entrypoint);
        labels = Values.orEmpty(labels);
        exposedPorts = Values.orEmpty(exposedPorts);
        volumes = Values.orEmpty(volumes);
        onBuild = Values.orEmpty(onBuild);
        shell = Values.orEmpty(shell);
        more = Values.others(more);
    }

    /**
     * @param check the health check
     * @return the same with that
     */
    public ContainerConfig withHealthcheck(Healthcheck check) {
        return new ContainerConfig(
                image,
                hostname,
                domainname,
                env,
                cmd,
                entrypoint,
                labels,
                exposedPorts,
                volumes,
                tty,
                openStdin,
                stdinOnce,
                attachStdin,
                attachStdout,
                attachStderr,
                user,
                workingDir,
                check,
                stopSignal,
                stopTimeout,
                networkDisabled,
                macAddress,
                onBuild,
                shell,
                more);
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
