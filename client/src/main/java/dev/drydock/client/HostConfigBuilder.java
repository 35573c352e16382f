package dev.drydock.client;

import java.util.List;
import java.util.Map;

/**
 * What the engine's machine gives to a container and withholds from it: the {@code HostConfig} of the Engine API, but for
 * networks and storage.
 *
 * @param <B> the builder itself
 */
public abstract sealed class HostConfigBuilder<B extends HostConfigBuilder<B>> extends ConfigBuilder<B>
        permits ContainerSpec.Builder {
    HostConfigBuilder() {}

    B host(String key, Object value) {
        return option("HostConfig." + key, value);
    }

    /**
     * @param limits of memory, processors and disk traffic
     * @return this
     */
    public B resources(Resources limits) {
        tree.map("HostConfig").putAll(OptionTree.copy(limits.body()));
        return self();
    }

    /**
     * @param policy when the engine starts the container again that has ended
     * @return this
     */
    public B restart(RestartPolicy policy) {
        return host("RestartPolicy", policy.body());
    }

    /**
     * @param remove whether the engine removes the container, and its anonymous volumes, when it ends
     * @return this
     */
    public B autoRemove(boolean remove) {
        return host("AutoRemove", remove);
    }

    /**
     * @param driver where the output is kept
     * @param options of the driver
     * @return this
     */
    public B logDriver(LogDriver driver, Map<String, String> options) {
        return logDriver(driver.toString(), options);
    }

    /**
     * @param driver the name of a plugin, or of a driver of Podman's
     * @param options of the driver
     * @return this
     */
    public B logDriver(String driver, Map<String, String> options) {
        return host("LogConfig", Map.of("Type", driver, "Config", Map.copyOf(options)));
    }

    /**
     * @param privileged whether the container may do nearly all that the engine's machine can
     * @return this
     */
    public B privileged(boolean privileged) {
        return host("Privileged", privileged);
    }

    /**
     * @param capabilities of the kernel that it gets besides the usual ones, such as {@code NET_ADMIN}, or {@code ALL}
     * @return this
     */
    public B capAdd(String... capabilities) {
        return add("HostConfig.CapAdd", capabilities);
    }

    /**
     * @param capabilities of the kernel that it doesn't get, such as {@code CHOWN}, or {@code ALL}
     * @return this
     */
    public B capDrop(String... capabilities) {
        return add("HostConfig.CapDrop", capabilities);
    }

    /**
     * @param options such as {@code no-new-privileges} or {@code seccomp=unconfined}
     * @return this
     */
    public B securityOpt(String... options) {
        return add("HostConfig.SecurityOpt", options);
    }

    /**
     * @param paths that the container sees as empty, in place of the engine's own choice; none at all for no such path
     * @return this
     */
    public B maskedPaths(String... paths) {
        return host("MaskedPaths", List.of(paths));
    }

    /**
     * @param paths that the container can't write to, in place of the engine's own choice; none at all for no such path
     * @return this
     */
    public B readonlyPaths(String... paths) {
        return host("ReadonlyPaths", List.of(paths));
    }

    /**
     * @param groups of the engine's machine or the image, by name or number, that the process is in besides
     * @return this
     */
    public B groupAdd(String... groups) {
        return add("HostConfig.GroupAdd", groups);
    }

    /**
     * @param readOnly whether the container's own file system can't be written to
     * @return this
     */
    public B readOnly(boolean readOnly) {
        return host("ReadonlyRootfs", readOnly);
    }

    /**
     * @param key of a kernel parameter of the container's namespaces, such as {@code net.ipv4.ip_forward}
     * @param value its value
     * @return this
     */
    public B sysctl(String key, String value) {
        return put("HostConfig.Sysctls", key, value);
    }

    /**
     * @param limits on its processes
     * @return this
     */
    public B ulimits(Ulimit... limits) {
        for (Ulimit limit : limits) {
            tree.list("HostConfig.Ulimits").add(limit.body());
        }
        return self();
    }

    /**
     * @param devices of the engine's machine that it gets
     * @return this
     */
    public B devices(DeviceMapping... devices) {
        for (DeviceMapping device : devices) {
            tree.list("HostConfig.Devices").add(device.body());
        }
        return self();
    }

    /**
     * @param requests for devices that a driver chooses, such as GPUs
     * @return this
     */
    public B deviceRequests(DeviceRequest... requests) {
        for (DeviceRequest request : requests) {
            tree.list("HostConfig.DeviceRequests").add(request.body());
        }
        return self();
    }

    /**
     * @param rules for devices, as the kernel's cgroups have it: {@code c 13:* rwm}
     * @return this
     */
    public B deviceCgroupRules(String... rules) {
        return add("HostConfig.DeviceCgroupRules", rules);
    }

    /**
     * @param score that the kernel adds when it looks for somebody to kill for want of memory: -1000 to 1000
     * @return this
     */
    public B oomScoreAdj(int score) {
        if (score < -1000 || score > 1000) {
            throw new IllegalArgumentException("An OOM score of " + score + " isn't within -1000 and 1000.");
        }
        return host("OomScoreAdj", score);
    }

    /**
     * @param init whether a small init process forwards signals and reaps; the engine's setting where nothing is set
     * @return this
     */
    public B init(boolean init) {
        return host("Init", init);
    }

    /**
     * @param path of the cgroup below which that of the container is made
     * @return this
     */
    public B cgroupParent(String path) {
        return host("CgroupParent", path);
    }

    /**
     * @param mode {@code private} or {@code host}; needs API 1.41
     * @return this
     */
    public B cgroupnsMode(String mode) {
        return host("CgroupnsMode", mode);
    }

    /**
     * @param cgroup to use that of another container: {@code container:NAME}
     * @return this
     */
    public B cgroup(String cgroup) {
        return host("Cgroup", cgroup);
    }

    /**
     * @param mode {@code none}, {@code private}, {@code shareable}, {@code host} or {@code container:NAME}
     * @return this
     */
    public B ipcMode(String mode) {
        return host("IpcMode", mode);
    }

    /**
     * @param mode {@code host} or {@code container:NAME}: whose processes it sees
     * @return this
     */
    public B pidMode(String mode) {
        return host("PidMode", mode);
    }

    /**
     * @param mode {@code host}: whose host name it has
     * @return this
     */
    public B utsMode(String mode) {
        return host("UTSMode", mode);
    }

    /**
     * @param mode {@code host}, where the engine gives containers users of their own
     * @return this
     */
    public B usernsMode(String mode) {
        return host("UsernsMode", mode);
    }

    /**
     * @param bytes of {@code /dev/shm}; 64 MiB where nothing is set
     * @return this
     */
    public B shmSize(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("/dev/shm can't have " + bytes + " bytes.");
        }
        return host("ShmSize", bytes);
    }

    /**
     * @param name of the runtime, such as {@code runc} or {@code nvidia}
     * @return this
     */
    public B runtime(String name) {
        return host("Runtime", name);
    }

    /**
     * @param isolation {@code default}, {@code process} or {@code hyperv}; Windows only
     * @return this
     */
    public B isolation(String isolation) {
        return host("Isolation", isolation);
    }

    /**
     * @param height of the terminal, in lines
     * @param width in columns
     * @return this
     */
    public B consoleSize(int height, int width) {
        return host("ConsoleSize", List.of(height, width));
    }

    /**
     * @param path of a file on the engine's machine for the container's id; Docker keeps it and does nothing with it
     * @return this
     */
    public B containerIdFile(String path) {
        return host("ContainerIDFile", path);
    }

    /**
     * @param key of an annotation for the runtime
     * @param value its value; needs API 1.43
     * @return this
     */
    public B annotation(String key, String value) {
        return put("HostConfig.Annotations", key, value);
    }
}
