package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What an engine of another kind or version hasn't, or would ignore and so do something else than was asked for. It is refused
 * here, before anything is sent.
 */
final class EngineNeeds {
    /** What Podman does, whose versions of the API say less of it. */
    private enum Podman {
        AS_DOCKER,
        ALWAYS,
        NEVER
    }

    private static final Object ANY = new Object();

    /** From which version on, or before which, an option does something; any value, or a certain one. */
    private record Need(String path, Object value, boolean from, int minor, Podman podman) {
        static Need from(int minor, String path) {
            return new Need(path, ANY, true, minor, Podman.AS_DOCKER);
        }

        static Need before(int minor, String path) {
            return new Need(path, ANY, false, minor, Podman.AS_DOCKER);
        }

        Need podman(Podman does) {
            return new Need(path, value, from, minor, does);
        }

        boolean isIn(Map<String, Object> body) {
            return values(body, List.of(path.split("\\.", -1))).anyMatch(each -> value == ANY || value.equals(each));
        }

        boolean isMet(Exchange exchange) {
            if (podman != Podman.AS_DOCKER && exchange.isPodman()) {
                return podman == Podman.ALWAYS;
            }
            return exchange.version().isAtLeast(new ApiVersion(1, minor)) == from;
        }

        String what() {
            return "'" + path + (value == ANY ? "" : ": " + value) + "'";
        }

        String engine() {
            return "Docker with " + (from ? "API 1." + minor : "an API older than 1." + minor)
                    + switch (podman) {
                        case AS_DOCKER -> ", or a Podman with it";
                        case ALWAYS -> ", or Podman";
                        case NEVER -> "";
                    };
        }
    }

    private static final List<Need> OF_CREATION = List.of(
            Need.before(42, "HostConfig.KernelMemory"),
            Need.before(42, "HostConfig.KernelMemoryTCP"),
            Need.from(41, "HostConfig.CgroupnsMode"),
            Need.from(42, "HostConfig.Mounts.BindOptions.CreateMountpoint").podman(Podman.ALWAYS),
            Need.from(43, "HostConfig.Annotations"),
            Need.from(44, "Healthcheck.StartInterval").podman(Podman.NEVER),
            Need.from(44, "HostConfig.Mounts.BindOptions.ReadOnlyNonRecursive"),
            Need.from(44, "HostConfig.Mounts.BindOptions.ReadOnlyForceRecursive"),
            Need.from(45, "HostConfig.Mounts.VolumeOptions.Subpath"),
            Need.from(46, "HostConfig.Mounts.TmpfsOptions.Options"),
            new Need("HostConfig.Mounts.Type", "image", true, 48, Podman.ALWAYS),
            Need.from(48, "HostConfig.Mounts.ImageOptions.Subpath"),
            Need.from(48, "NetworkingConfig.EndpointsConfig.*.GwPriority"));

    private static final String TASK = "TaskTemplate.ContainerSpec.";

    private static final List<Need> OF_SERVICES = List.of(
            Need.from(44, TASK + "Healthcheck.StartInterval"),
            Need.from(44, TASK + "Mounts.BindOptions.ReadOnlyNonRecursive"),
            Need.from(44, TASK + "Mounts.BindOptions.ReadOnlyForceRecursive"),
            Need.from(42, TASK + "Mounts.BindOptions.CreateMountpoint"),
            Need.from(45, TASK + "Mounts.VolumeOptions.Subpath"),
            Need.from(46, TASK + "Mounts.TmpfsOptions.Options"),
            new Need(TASK + "Mounts.Type", "image", true, 48, Podman.NEVER),
            Need.from(48, TASK + "Mounts.ImageOptions.Subpath"));

    private static final List<Need> OF_UPDATES = List.of(
            Need.before(42, "KernelMemory"),
            Need.from(55, "BlkioWeightDevice"),
            Need.from(55, "BlkioDeviceReadBps"),
            Need.from(55, "BlkioDeviceWriteBps"),
            Need.from(55, "BlkioDeviceReadIOps"),
            Need.from(55, "BlkioDeviceWriteIOps"));

    private static final Need PLATFORM = Need.from(41, "platform");

    private EngineNeeds() {}

    /**
     * @param doing as in {@link dev.drydock.client.internal.Request}
     * @param what such as "a platform"
     * @param minor of the API version that brought it, also to Podman: 48 for 1.48
     * @throws UnsupportedByEngineException when an older version is spoken with the engine
     */
    static void api(Exchange exchange, String doing, String what, int minor) {
        check(exchange, doing, what, Need.from(minor, ""));
    }

    /**
     * The same for what Podman hasn't, whatever its version of the API.
     *
     * @throws UnsupportedByEngineException also when the engine is Podman
     */
    static void docker(Exchange exchange, String doing, String what, int minor) {
        check(exchange, doing, what, Need.from(minor, "").podman(Podman.NEVER));
    }

    /**
     * The same for what each Docker has.
     *
     * @throws UnsupportedByEngineException when the engine is Podman
     */
    static void docker(Exchange exchange, String doing, String what) {
        docker(exchange, doing, what, "Do without it");
    }

    /**
     * The same where there is another way.
     *
     * @param instead what to do, without a full stop
     * @throws UnsupportedByEngineException when the engine is Podman
     */
    static void docker(Exchange exchange, String doing, String what, String instead) {
        if (exchange.isPodman()) {
            throw refusal(exchange, doing, what, "Docker", instead);
        }
    }

    /** @throws UnsupportedByEngineException when the engine is Docker, which would ignore it when a container is connected */
    static void macAddressOfConnection(Exchange exchange, String doing) {
        if (!exchange.isPodman()) {
            throw refusal(
                    exchange, doing, "a MAC address for a container that there is already", "Podman", "Do without it");
        }
    }

    /** @throws UnsupportedByEngineException when the engine would ignore something of a new container */
    static void ofCreation(Exchange exchange, String doing, ContainerSpec spec) {
        check(exchange, doing, OF_CREATION, spec.body());
        if (spec.platform() != null) {
            check(exchange, doing, PLATFORM.what(), PLATFORM);
            if (exchange.podman() == 4) {
                throw refusal(exchange, doing, PLATFORM.what(), "Docker, or Podman 5", "Do without it");
            }
        }
    }

    /** @throws UnsupportedByEngineException when the engine would ignore something of a service */
    static void ofService(Exchange exchange, String doing, ServiceSpec spec) {
        check(exchange, doing, OF_SERVICES, spec.body());
    }

    /** @throws UnsupportedByEngineException when the engine would ignore some of a container's new limits */
    static void ofUpdate(Exchange exchange, String doing, Map<String, Object> body) {
        check(exchange, doing, OF_UPDATES, body);
    }

    private static void check(Exchange exchange, String doing, List<Need> needs, Map<String, Object> body) {
        for (Need need : needs) {
            if (need.isIn(body)) {
                check(exchange, doing, need.what(), need);
            }
        }
    }

    private static void check(Exchange exchange, String doing, String what, Need need) {
        if (!need.isMet(exchange)) {
            throw refusal(exchange, doing, what, need.engine(), "Do without it");
        }
    }

    /**
     * @param engine that has it, such as "Docker with API 1.44"
     * @param instead what to do, without a full stop
     */
    static UnsupportedByEngineException refusal(
            Exchange exchange, String doing, String what, String engine, String instead) {
        String kind = exchange.isPodman() ? "Podman" : "Docker";
        return new UnsupportedByEngineException(
                "Cannot " + doing + ": " + what + " needs " + engine + ", and the engine at "
                        + exchange.address() + " is " + kind + " with API " + exchange.version()
                        + ". " + instead + ", or use another engine.");
    }

    /** What lies at a path; lists are looked through, and {@code *} stands for each key. */
    private static Stream<Object> values(Object at, List<String> path) {
        if (at instanceof List<?> list) {
            return list.stream().filter(Objects::nonNull).flatMap(each -> values(each, path));
        }
        if (path.isEmpty()) {
            return Stream.of(at);
        }
        if (!(at instanceof Map<?, ?> map)) {
            return Stream.empty();
        }
        List<String> rest = path.subList(1, path.size());
        return path.get(0).equals("*")
                ? map.values().stream().flatMap(each -> values(each, rest))
                : Stream.ofNullable(map.get(path.get(0))).flatMap(each -> values(each, rest));
    }
}
