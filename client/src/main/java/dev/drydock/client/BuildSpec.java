package dev.drydock.client;

import dev.drydock.client.internal.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to build an image: the parameters of {@code POST /build}. Sent is only what was set. Immutable.
 *
 * <pre>{@code
 * BuildSpec.DEFAULT.withTags(ImageReference.parse("app:1")).withTarget("server").withBuildArgs(Map.of("VERSION", "1"))
 * }</pre>
 */
public final class BuildSpec {
    /** The engine's own builder, the file {@code Dockerfile}, and no containers of steps left behind. */
    public static final BuildSpec DEFAULT = new BuildSpec(
            List.of(), Collections.unmodifiableMap(new TreeMap<>(Map.of("rm", true, "forcerm", true))), Map.of());

    private static final Set<String> NEED_A_SESSION = Set.of("secrets", "ssh", "session", "sessionid");

    /** Which builder of the engine. Podman has one of its own, Buildah, and takes that for either. */
    public enum Builder {
        /** Runs each step in a container of its own; known to all versions. */
        CLASSIC,
        /**
         * BuildKit: steps side by side, unneeded stages left out, {@code RUN --mount=type=cache}, {@code COPY --chmod},
         * heredocs. In Docker 18.09 and newer.
         */
        BUILDKIT
    }

    /** In JSON, a name with a tag or digest. */
    private static final Pattern NO_REPOSITORY = Pattern.compile(":[^/\"]*\"|@");

    private final List<ImageReference> tags;
    private final Map<String, Object> parameters;
    private final Map<String, RegistryCredentials> credentials;

    private BuildSpec(
            List<ImageReference> tags, Map<String, Object> parameters, Map<String, RegistryCredentials> credentials) {
        this.tags = tags;
        this.parameters = parameters;
        this.credentials = credentials;
    }

    private BuildSpec with(String parameter, Object value) {
        Map<String, Object> all = new TreeMap<>(parameters);
        all.put(parameter, value);
        return new BuildSpec(tags, Collections.unmodifiableMap(all), credentials);
    }

    private BuildSpec withText(String parameter, String what, String value) {
        return with(parameter, notBlank(what, value));
    }

    private static String notBlank(String what, String value) {
        if (value.isBlank()) {
            throw refused(what + " is blank");
        }
        return value;
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("Cannot build an image: " + why + ".");
    }

    private static Map<String, @Nullable String> named(String what, Map<String, ? extends @Nullable String> values) {
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        values.forEach((name, value) -> all.put(notBlank("the name of a " + what, name), value));
        return all;
    }

    private static long atLeast(long least, String what, long value) {
        if (value < least) {
            throw refused(what + " can't be " + value);
        }
        return value;
    }

    /** @return the names that the image gets */
    public List<ImageReference> tags() {
        return tags;
    }

    /** @return the path of the Dockerfile in the context, {@code null} for {@code Dockerfile} */
    public @Nullable String dockerfile() {
        return (String) parameters.get("dockerfile");
    }

    /** @return the address to build from, {@code null} when it is built from a context */
    public @Nullable String remote() {
        return (String) parameters.get("remote");
    }

    /** Podman takes only repositories there. */
    boolean takesStepsFromAnImage() {
        Object names = parameters.get("cachefrom");
        return names != null && NO_REPOSITORY.matcher(names.toString()).find();
    }

    /** Only those that were given for this build. */
    Map<String, RegistryCredentials> credentials() {
        return credentials;
    }

    /**
     * Gives credentials for the registries of images that the Dockerfile names, over those of the client's
     * {@link CredentialSource#all()}.
     *
     * @param byRegistry such as {@code docker.io} or {@code 127.0.0.1:5000}
     * @return the same with these credentials
     */
    public BuildSpec withCredentials(Map<String, RegistryCredentials> byRegistry) {
        byRegistry.keySet().forEach(registry -> notBlank("the name of a registry", registry));
        return new BuildSpec(tags, parameters, Map.copyOf(byRegistry));
    }

    /** The parameters as the engine gets them, but for the tags. Podman wants some of them in another form. */
    Map<String, List<String>> query(boolean podman) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (value instanceof Ulimits ulimits) {
                all.put(name, List.of(ulimits.text(podman)));
            } else if (value instanceof List<?> list) {
                boolean joined = podman && name.equals("extrahosts");
                all.put(
                        name,
                        joined
                                ? List.of(Json.text(list))
                                : list.stream().map(String::valueOf).toList());
            } else if (value instanceof Map<?, ?> map) {
                Map<?, ?> sent = new LinkedHashMap<>(map);
                // It would take what has no value for empty; left out it has its default, as with Docker.
                sent.values().removeIf(each -> podman && each == null);
                all.put(name, List.of(Json.text(sent)));
            } else {
                all.put(name, List.of(String.valueOf(value)));
            }
        });
        return all;
    }

    /**
     * @param names that the image gets, none for none
     * @return the same with these tags
     */
    public BuildSpec withTags(ImageReference... names) {
        for (ImageReference name : names) {
            if (name.digest() != null) {
                throw refused("'" + name + "' has a digest, which can't be given to an image");
            }
        }
        return new BuildSpec(List.of(names), parameters, credentials);
    }

    /**
     * @param path of the Dockerfile in the context, with slashes; {@code Dockerfile} where none is set
     * @return the same with this Dockerfile
     */
    public BuildSpec withDockerfile(String path) {
        return withText("dockerfile", "the path of the Dockerfile", path);
    }

    /**
     * Builds from what the engine fetches itself, in place of a context. The image has no name unless {@link #withTags}
     * gives one; it can be used by its id.
     *
     * @param address with {@code https://}, {@code http://}, {@code git://}, {@code ssh://} or {@code git@}, or beginning with
     *     {@code github.com/}: of a git repository ({@code https://host/a/b.git#branch:folder}), of a tar archive, or of a Dockerfile alone
     * @return the same from there
     */
    public BuildSpec withRemote(String address) {
        notBlank("the address to build from", address);
        return withText("remote", "the address to build from", RemoteContext.checked(address));
    }

    /**
     * @param all that the image gets, over those of the Dockerfile
     * @return the same with these labels
     */
    public BuildSpec withLabels(Map<String, String> all) {
        return with("labels", named("label", all));
    }

    /**
     * @param all values of the Dockerfile's {@code ARG}s; {@code null} is one without a value, which has its default
     * @return the same with these arguments; they stay visible in the image's history, so passwords have no place there
     */
    public BuildSpec withBuildArgs(Map<String, ? extends @Nullable String> all) {
        return with("buildargs", named("build argument", all));
    }

    /**
     * @param builder to use; the engine's own choice, which is the classic one, where none is set
     * @return the same with this builder
     */
    public BuildSpec withBuilder(Builder builder) {
        return with("version", builder == Builder.CLASSIC ? 1 : 2);
    }

    /**
     * @param name of the stage to stop after
     * @return the same to this stage
     */
    public BuildSpec withTarget(String name) {
        return withText("target", "the stage to build", name);
    }

    /**
     * @param platform such as {@code linux/arm64}, instead of the engine's
     * @return the same for this platform
     */
    public BuildSpec withPlatform(String platform) {
        return withText("platform", "the platform", platform);
    }

    /**
     * @param quiet whether the engine is to say nothing but the image's id
     * @return the same, quiet or not
     */
    public BuildSpec withQuiet(boolean quiet) {
        return with("q", quiet);
    }

    /**
     * @param noCache whether all steps are run anew
     * @return the same without the cache, or with it
     */
    public BuildSpec withNoCache(boolean noCache) {
        return with("nocache", noCache);
    }

    /**
     * @param images whose steps may be taken over, by name or id; with Podman repositories, without tag or digest, that its
     *     own {@code --cache-to} has filled
     * @return the same with these; building with Podman and an image that has a tag or digest is an {@link
     *     UnsupportedByEngineException}
     */
    public BuildSpec withCacheFrom(String... images) {
        for (String image : images) {
            notBlank("the name of an image to take steps from", image);
        }
        return with("cachefrom", Json.text(List.of(images)));
    }

    /**
     * @param pull whether images are looked for in the registry though the engine has them
     * @return the same with this
     */
    public BuildSpec withPull(boolean pull) {
        return with("pull", pull);
    }

    /**
     * @param remove whether containers of steps that succeeded are removed, as they are by default; the classic builder's
     * @return the same with this
     */
    public BuildSpec withRm(boolean remove) {
        return with("rm", remove);
    }

    /**
     * @param remove whether containers of steps are removed also when a step failed, as they are by default; the classic builder's
     * @return the same with this
     */
    public BuildSpec withForceRm(boolean remove) {
        return with("forcerm", remove);
    }

    /**
     * @param bytes that a step may use; the classic builder's
     * @return the same with this limit
     */
    public BuildSpec withMemory(long bytes) {
        return with("memory", atLeast(0, "the memory", bytes));
    }

    /**
     * @param bytes of memory and swap together, -1 for any; the classic builder's
     * @return the same with this limit
     */
    public BuildSpec withMemorySwap(long bytes) {
        return with("memswap", atLeast(-1, "memory and swap", bytes));
    }

    /**
     * @param weight beside other containers, 1024 being usual; the classic builder's
     * @return the same with this weight
     */
    public BuildSpec withCpuShares(long weight) {
        return with("cpushares", atLeast(0, "the CPU shares", weight));
    }

    /**
     * @param list of processors to run on, such as {@code 0-2,4}; the classic builder's
     * @return the same on these
     */
    public BuildSpec withCpusetCpus(String list) {
        return withText("cpusetcpus", "the list of processors", list);
    }

    /**
     * @param list of memory nodes to use, such as {@code 0,1}; the classic builder's
     * @return the same on these
     */
    public BuildSpec withCpusetMems(String list) {
        return withText("cpusetmems", "the list of memory nodes", list);
    }

    /**
     * @param period in which the quota holds, 1 ms to 1 s; the classic builder's
     * @return the same with this period
     */
    public BuildSpec withCpuPeriod(Duration period) {
        return with("cpuperiod", atLeast(0, "the CPU period", period.toNanos() / 1000));
    }

    /**
     * @param time of a processor in each period; the classic builder's
     * @return the same with this quota
     */
    public BuildSpec withCpuQuota(Duration time) {
        return with("cpuquota", atLeast(0, "the CPU quota", time.toNanos() / 1000));
    }

    /**
     * @param bytes of {@code /dev/shm}
     * @return the same with this size
     */
    public BuildSpec withShmSize(long bytes) {
        return with("shmsize", atLeast(0, "the size of /dev/shm", bytes));
    }

    /**
     * Sets one limit of the processes of steps, beside those that are set already.
     *
     * @param name such as {@code nofile}
     * @param soft limit, -1 for none
     * @param hard limit, -1 for none
     * @return the same with this limit, too
     */
    public BuildSpec withUlimit(String name, long soft, long hard) {
        List<Ulimit> all = new ArrayList<>(parameters.get("ulimits") instanceof Ulimits old ? old.all() : List.of());
        all.add(new Ulimit(
                notBlank("the name of a ulimit", name),
                atLeast(-1, "the ulimit", soft),
                atLeast(-1, "the ulimit", hard)));
        return with("ulimits", new Ulimits(all));
    }

    /**
     * @param mode such as {@code host}, {@code none}, or the name of a network
     * @return the same with this network for the steps
     */
    public BuildSpec withNetworkMode(String mode) {
        return withText("networkmode", "the network mode", mode);
    }

    /**
     * @param entries for {@code /etc/hosts} of the steps, as {@code name:address}
     * @return the same with these
     */
    public BuildSpec withExtraHosts(String... entries) {
        for (String entry : entries) {
            if (entry.indexOf(':') < 1 || entry.endsWith(":")) {
                throw refused("'" + entry + "' is no entry of hosts; one looks like db:10.0.0.2");
            }
        }
        return with("extrahosts", List.of(entries));
    }

    /**
     * @param squash whether the new layers become one; the classic builder's, on engines with experimental features
     * @return the same with this
     */
    public BuildSpec withSquash(boolean squash) {
        return with("squash", squash);
    }

    /**
     * @param group of control groups below which the steps run; the classic builder's
     * @return the same with this
     */
    public BuildSpec withCgroupParent(String group) {
        return withText("cgroupparent", "the control group", group);
    }

    /**
     * @param technology such as {@code process} or {@code hyperv}, on Windows
     * @return the same with this
     */
    public BuildSpec withIsolation(String technology) {
        return withText("isolation", "the isolation", technology);
    }

    /**
     * Says what BuildKit is to make of the result. What would be written to this machine ({@code local}, and {@code tar} or
     * {@code oci} to a file) needs a session, and is refused.
     *
     * @param type such as {@code moby}, which is an image of the engine and what is made by default
     * @param attributes of it, such as {@code name}
     * @return the same with this output
     */
    public BuildSpec withOutput(String type, Map<String, String> attributes) {
        if (Set.of("local", "tar", "oci").contains(notBlank("the type of the output", type))) {
            throw refused("the output '" + type + "' would be sent to this machine, for which BuildKit needs a session,"
                    + " and this client opens none. Build an image, and read from a container of it with"
                    + " containers().pack(…)");
        }
        return with("outputs", Json.text(List.of(Map.of("Type", type, "Attrs", Map.copyOf(attributes)))));
    }

    /**
     * Sets any parameter that the engine's build has and that there is no method for.
     *
     * @param name as in the API, such as {@code layers} of Podman
     * @param values of it
     * @return the same with this parameter
     */
    public BuildSpec withParameter(String name, Object... values) {
        notBlank("the name of a parameter", name);
        if (NEED_A_SESSION.contains(name)) {
            throw refused(
                    "'" + name + "' (secrets, or keys by ssh) needs a session with BuildKit, and this client opens"
                            + " none; the classic builder can't do it at all. Fetch what needs the secret before the build and add"
                            + " it to the context of an earlier stage, or build with 'docker buildx build'");
        }
        if (name.equals("t")) {
            throw refused("tags are set with withTags(…)");
        }
        if (name.equals("remote")) {
            throw refused("an address to build from is set with withRemote(…)");
        }
        return with(name, Arrays.stream(values).map(String::valueOf).toList());
    }

    private record Ulimits(List<Ulimit> all) {
        String text(boolean podman) {
            Function<Ulimit, Object> form =
                    podman ? each -> each.name() + "=" + each.soft() + ":" + each.hard() : Ulimit::body;
            return Json.text(all.stream().map(form).toList());
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BuildSpec spec
                && spec.tags.equals(tags)
                && spec.parameters.equals(parameters)
                && spec.credentials.equals(credentials);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * tags.hashCode() + parameters.hashCode()) + credentials.hashCode();
    }

    /** @return the tags, the Dockerfile, the names of the build arguments and of what else is set: values may be passwords */
    @Override
    public String toString() {
        Set<?> arguments = parameters.get("buildargs") instanceof Map<?, ?> map ? map.keySet() : Set.of();
        return "BuildSpec[tags=" + tags + ", dockerfile=" + dockerfile() + ", buildArgs=" + arguments + ", set="
                + parameters.keySet() + ", credentials=" + credentials.keySet() + "]";
    }
}
