package dev.drydock.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the process of a container is to be like, and what an image of it brings along: the {@code Config} of the Engine
 * API. What isn't set isn't sent; the image has its say, then the engine.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ConfigBuilder<B extends ConfigBuilder<B>> permits HostConfigBuilder, CommitSpec.Builder {
    final OptionTree tree = new OptionTree();

    ConfigBuilder() {}

    abstract B self();

    /**
     * Sets anything that the Engine API has here.
     *
     * @param path names as in the API, with dots between: {@code "HostConfig.ShmSize"}
     * @param value of maps, lists, strings, numbers and booleans
     * @return this
     */
    public B option(String path, Object value) {
        tree.put(path, value);
        return self();
    }

    /** Adds to a list; nothing in it may be blank. */
    B add(String path, String... items) {
        for (String item : items) {
            notBlank(path, item);
        }
        tree.list(path).addAll(List.of(items));
        return self();
    }

    /** Adds to a map. */
    B put(String path, String key, Object value) {
        tree.map(path).put(notBlank(path, key), value);
        return self();
    }

    static String notBlank(String path, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("Cannot describe a container: '" + path + "' is given something blank.");
        }
        return text;
    }

    /**
     * @param variable its name
     * @param value may be empty
     * @return this
     */
    public B env(String variable, String value) {
        if (variable.isEmpty() || variable.contains("=")) {
            throw new IllegalArgumentException("'" + variable + "' can't be an environment variable's name.");
        }
        tree.list("Env").add(variable + "=" + value);
        return self();
    }

    /**
     * @param arguments of the entry point, or the command where there is none
     * @return this
     */
    public B command(String... arguments) {
        return option("Cmd", List.of(arguments));
    }

    /**
     * @param arguments the command, in place of the image's entry point; none at all clears that
     * @return this
     */
    public B entrypoint(String... arguments) {
        return option("Entrypoint", List.of(arguments));
    }

    /**
     * @param words the shell for commands in shell form, such as {@code /bin/bash -c}
     * @return this
     */
    public B shell(String... words) {
        return option("Shell", List.of(words));
    }

    /**
     * @param instructions of a Dockerfile, to be run by builds on an image of the container
     * @return this
     */
    public B onBuild(String... instructions) {
        return add("OnBuild", instructions);
    }

    /**
     * @param already whether arguments are escaped already; Windows only
     * @return this
     */
    public B argsEscaped(boolean already) {
        return option("ArgsEscaped", already);
    }

    /**
     * @param key of the label
     * @param value may be empty
     * @return this
     */
    public B label(String key, String value) {
        return put("Labels", key, value);
    }

    /**
     * @param all labels to add
     * @return this
     */
    public B labels(Map<String, String> all) {
        all.forEach(this::label);
        return self();
    }

    /**
     * @param name of the machine that the container believes to be
     * @return this
     */
    public B hostname(String name) {
        return option("Hostname", name);
    }

    /**
     * @param name of the domain that the container believes to be in
     * @return this
     */
    public B domainname(String name) {
        return option("Domainname", name);
    }

    /**
     * @param user that the process runs as: {@code name}, {@code uid}, {@code name:group} or {@code uid:gid}
     * @return this
     */
    public B user(String user) {
        return option("User", user);
    }

    /**
     * @param path absolute, in the container
     * @return this
     */
    public B workingDir(String path) {
        return option("WorkingDir", path);
    }

    /**
     * Gives the container an input, for {@link Containers#attach}, which ends when it is closed there.
     *
     * @return this
     */
    public B stdin() {
        // Without StdinOnce the engine would end the output instead of the input.
        return openStdin(true).stdinOnce(true).attachStdin(true);
    }

    /**
     * @param open whether the process has an input, also while nobody is attached; {@link #stdin()} is mostly what is meant
     * @return this
     */
    public B openStdin(boolean open) {
        return option("OpenStdin", open);
    }

    /**
     * @param once whether the input ends with that of the first who attaches
     * @return this
     */
    public B stdinOnce(boolean once) {
        return option("StdinOnce", once);
    }

    /**
     * @param attach whether the input is meant to be attached to; {@link Containers#attach} doesn't need it
     * @return this
     */
    public B attachStdin(boolean attach) {
        return option("AttachStdin", attach);
    }

    /**
     * @param attach whether the output is meant to be attached to; {@link Containers#attach} doesn't need it
     * @return this
     */
    public B attachStdout(boolean attach) {
        return option("AttachStdout", attach);
    }

    /**
     * @param attach whether the error output is meant to be attached to; {@link Containers#attach} doesn't need it
     * @return this
     */
    public B attachStderr(boolean attach) {
        return option("AttachStderr", attach);
    }

    /**
     * @param terminal whether input and output are a terminal's; stdout and stderr are one then
     * @return this
     */
    public B tty(boolean terminal) {
        return option("Tty", terminal);
    }

    /**
     * @param ports of the container to name without publishing them: {@code 80}, {@code 80/tcp}, {@code 53/udp},
     *     {@code 132/sctp}
     * @return this
     */
    public B expose(String... ports) {
        for (String port : ports) {
            tree.map("ExposedPorts").put(Ports.ofContainer(port), Map.of());
        }
        return self();
    }

    /**
     * @param paths in the container that get an anonymous volume each, with a copy of what the image has there
     * @return this
     */
    public B volumes(String... paths) {
        for (String path : paths) {
            put("Volumes", path, Map.of());
        }
        return self();
    }

    /**
     * @param address such as {@code 02:42:ac:11:00:02}, in the container's first network. {@link
     *     EndpointSpec#withMacAddress} says it for any network.
     * @return this
     */
    public B macAddress(String address) {
        return option("MacAddress", address);
    }

    /**
     * @param disabled whether the container has no network at all
     * @return this
     */
    public B networkDisabled(boolean disabled) {
        return option("NetworkDisabled", disabled);
    }

    /**
     * @param signal that asks the process to end, such as {@code SIGINT}; SIGTERM where nothing is set
     * @return this
     */
    public B stopSignal(String signal) {
        return option("StopSignal", signal);
    }

    /**
     * @param grace between that signal and SIGKILL, in whole seconds, rounded up; 10 s where nothing is set
     * @return this
     */
    public B stopTimeout(Duration grace) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("The grace period of a stop can't be negative: " + grace);
        }
        return option("StopTimeout", grace.getSeconds() + (grace.getNano() > 0 ? 1 : 0));
    }

    /**
     * @param check how the engine finds out whether the container is healthy
     * @return this
     */
    public B health(HealthSpec check) {
        tree.map("Healthcheck").clear();
        tree.map("Healthcheck").putAll(check.body());
        return self();
    }

    /**
     * Sets a health check that a shell in the container runs. {@link #health} has all that can be set.
     *
     * @param command its command line
     * @param interval between two probes; zero means the engine's default of 30 s
     * @param startPeriod in which failures don't count
     * @return this
     */
    public B healthCommand(String command, Duration interval, Duration startPeriod) {
        return health(HealthSpec.shell(command).withInterval(interval).withStartPeriod(startPeriod));
    }
}
