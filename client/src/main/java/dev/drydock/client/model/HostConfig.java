package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the engine's machine gives to a container and withholds from it. A number of 0 means that nothing is set, where
 * nothing else is said.
 *
 * @param binds folders and volumes: {@code source:target[:options]}
 * @param mounts what is mounted, as it was asked for; {@link ContainerDetails#mounts} has what came of it
 * @param tmpfs options of file systems in memory, by their paths
 * @param volumesFrom containers whose volumes it has
 * @param volumeDriver driver of volumes made for it
 * @param networkMode {@code bridge}, {@code default}, {@code host}, {@code none}, {@code container:ID}, or a network
 * @param portBindings published ports by the container's port, such as {@code 5432/tcp}, as they were asked for
 * @param publishAllPorts whether all exposed ports are published
 * @param dns addresses of name servers
 * @param dnsOptions options of the resolver
 * @param dnsSearch domains to look names up in
 * @param extraHosts {@code name:address} each
 * @param links {@code /name:/container/alias} each
 * @param restartPolicy when it is started again
 * @param autoRemove whether it is removed when it ends
 * @param logConfig where its output is kept
 * @param privileged whether it may do nearly everything
 * @param readonlyRootfs whether its own file system can't be written to
 * @param capAdd capabilities that it has besides the usual ones
 * @param capDrop capabilities that it doesn't have
 * @param groupAdd groups that its process is in besides
 * @param securityOpt such as {@code no-new-privileges}
 * @param sysctls kernel parameters
 * @param ulimits limits on its processes
 * @param devices devices of the engine's machine in it
 * @param deviceCgroupRules rules for devices
 * @param deviceRequests devices that a driver chooses
 * @param cgroupParent path of the cgroup above its own
 * @param cgroupnsMode {@code private} or {@code host}
 * @param ipcMode such as {@code private}
 * @param pidMode such as {@code host}
 * @param utsMode such as {@code host}
 * @param usernsMode such as {@code host}
 * @param isolation of Windows
 * @param runtime such as {@code runc}
 * @param init whether a small init process runs in it; {@code null} for the engine's default
 * @param shmSize of {@code /dev/shm}, in bytes
 * @param oomScoreAdj -1000 to 1000
 * @param oomKillDisable whether the kernel doesn't kill it for want of memory
 * @param memory limit in bytes
 * @param memorySwap limit of memory and swap together, in bytes; -1 for no limit
 * @param memoryReservation in bytes
 * @param memorySwappiness 0 to 100; {@code null} or -1 for the machine's own
 * @param kernelMemory limit in bytes
 * @param nanoCpus cores at most, in 10<sup>-9</sup>
 * @param cpuShares weight
 * @param cpuPeriod in microseconds
 * @param cpuQuota in microseconds
 * @param cpusetCpus cores that it may run on
 * @param cpusetMems nodes of memory that it may use
 * @param pidsLimit processes at most; {@code null}, 0 or -1 for any number
 * @param blkioWeight 10 to 1000
 * @param blkioWeightDevice the same for single devices
 * @param blkioDeviceReadBps bytes a second
 * @param blkioDeviceWriteBps bytes a second
 * @param blkioDeviceReadIOps operations a second
 * @param blkioDeviceWriteIOps operations a second
 * @param annotations for the runtime
 * @param more what else came
 */
public record HostConfig(
        List<String> binds,
        List<MountPoint> mounts,
        Map<String, String> tmpfs,
        List<String> volumesFrom,
        @Nullable String volumeDriver,
        @Nullable String networkMode,
        Map<String, List<NetworkSettings.PortBinding>> portBindings,
        boolean publishAllPorts,
        List<String> dns,
        List<String> dnsOptions,
        List<String> dnsSearch,
        List<String> extraHosts,
        List<String> links,
        @Nullable Restart restartPolicy,
        boolean autoRemove,
        @Nullable LogConfig logConfig,
        boolean privileged,
        boolean readonlyRootfs,
        List<String> capAdd,
        List<String> capDrop,
        List<String> groupAdd,
        List<String> securityOpt,
        Map<String, String> sysctls,
        List<Limit> ulimits,
        List<Device> devices,
        List<String> deviceCgroupRules,
        List<DriverDevices> deviceRequests,
        @Nullable String cgroupParent,
        @Nullable String cgroupnsMode,
        @Nullable String ipcMode,
        @Nullable String pidMode,
        @Nullable String utsMode,
        @Nullable String usernsMode,
        @Nullable String isolation,
        @Nullable String runtime,
        @Nullable Boolean init,
        long shmSize,
        long oomScoreAdj,
        @Nullable Boolean oomKillDisable,
        long memory,
        long memorySwap,
        long memoryReservation,
        @Nullable Long memorySwappiness,
        long kernelMemory,
        long nanoCpus,
        long cpuShares,
        long cpuPeriod,
        long cpuQuota,
        @Nullable String cpusetCpus,
        @Nullable String cpusetMems,
        @Nullable Long pidsLimit,
        long blkioWeight,
        List<DeviceWeight> blkioWeightDevice,
        List<DeviceRate> blkioDeviceReadBps,
        List<DeviceRate> blkioDeviceWriteBps,
        List<DeviceRate> blkioDeviceReadIOps,
        List<DeviceRate> blkioDeviceWriteIOps,
        Map<String, String> annotations,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public HostConfig {
        binds = Values.orEmpty(binds);
        mounts = Values.orEmpty(mounts);
        tmpfs = Values.orEmpty(tmpfs);
        volumesFrom = Values.orEmpty(volumesFrom);
        portBindings = NetworkSettings.bindings(portBindings);
        dns = Values.orEmpty(dns);
        dnsOptions = Values.orEmpty(dnsOptions);
        dnsSearch = Values.orEmpty(dnsSearch);
        extraHosts = Values.orEmpty(extraHosts);
        links = Values.orEmpty(links);
        capAdd = Values.orEmpty(capAdd);
        capDrop = Values.orEmpty(capDrop);
        groupAdd = Values.orEmpty(groupAdd);
        securityOpt = Values.orEmpty(securityOpt);
        sysctls = Values.orEmpty(sysctls);
        ulimits = Values.orEmpty(ulimits);
        devices = Values.orEmpty(devices);
        deviceCgroupRules = Values.orEmpty(deviceCgroupRules);
        deviceRequests = Values.orEmpty(deviceRequests);
        blkioWeightDevice = Values.orEmpty(blkioWeightDevice);
        blkioDeviceReadBps = Values.orEmpty(blkioDeviceReadBps);
        blkioDeviceWriteBps = Values.orEmpty(blkioDeviceWriteBps);
        blkioDeviceReadIOps = Values.orEmpty(blkioDeviceReadIOps);
        blkioDeviceWriteIOps = Values.orEmpty(blkioDeviceWriteIOps);
        annotations = Values.orEmpty(annotations);
        more = Values.others(more);
    }

    /**
     * Something to be mounted.
     *
     * @param type {@code bind}, {@code volume}, {@code tmpfs}, {@code image}, {@code npipe} or {@code cluster}
     * @param source on the engine's machine, or name of a volume or image
     * @param target in the container
     * @param readOnly whether it can't be written to
     * @param more what else came, options of the type included
     */
    public record MountPoint(
            @Nullable String type,
            @Nullable String source,
            @Nullable String target,
            boolean readOnly,
            Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public MountPoint {
            more = Values.others(more);
        }
    }

    /**
     * When a container is started again.
     *
     * @param name {@code no}, {@code always}, {@code unless-stopped} or {@code on-failure}; empty means {@code no}
     * @param maximumRetryCount after failures
     */
    public record Restart(@Nullable String name, long maximumRetryCount) {}

    /**
     * Where output is kept.
     *
     * @param type such as {@code json-file}
     * @param config options of the driver; a token may be among them
     */
    public record LogConfig(@Nullable String type, Map<String, String> config) {
        /** Replaces what wasn't sent. */
        public LogConfig {
            config = Values.orEmpty(config);
        }

        /** Options by their names only. */
        @Override
        public String toString() {
            return "LogConfig[type=" + type + ", config=" + config.keySet() + "]";
        }
    }

    /**
     * A limit on the container's processes.
     *
     * @param name such as {@code nofile}
     * @param soft that holds
     * @param hard that can't be exceeded
     */
    public record Limit(@Nullable String name, long soft, long hard) {}

    /**
     * A device of the engine's machine.
     *
     * @param pathOnHost there
     * @param pathInContainer here
     * @param cgroupPermissions of {@code rwm}
     */
    public record Device(
            @Nullable String pathOnHost,
            @Nullable String pathInContainer,
            @Nullable String cgroupPermissions) {}

    /**
     * Devices that a driver chooses.
     *
     * @param driver such as {@code nvidia}
     * @param count how many; -1 for all
     * @param deviceIDs which
     * @param capabilities that they must have: all of one of the lists
     * @param options of the driver
     */
    public record DriverDevices(
            @Nullable String driver,
            long count,
            List<String> deviceIDs,
            List<List<String>> capabilities,
            Map<String, String> options) {
        /** Replaces what wasn't sent. */
        public DriverDevices {
            deviceIDs = Values.orEmpty(deviceIDs);
            capabilities = Values.orEmpty(capabilities);
            options = Values.orEmpty(options);
        }

        /** Options by their names only, whatever a driver takes. */
        @Override
        public String toString() {
            return "DriverDevices[driver=" + driver + ", count=" + count + ", deviceIDs=" + deviceIDs
                    + ", capabilities=" + capabilities + ", options=" + options.keySet() + "]";
        }
    }

    /**
     * A device's weight.
     *
     * @param path of the device
     * @param weight 10 to 1000
     */
    public record DeviceWeight(@Nullable String path, long weight) {}

    /**
     * A device's limit.
     *
     * @param path of the device
     * @param rate bytes or operations a second
     */
    public record DeviceRate(@Nullable String path, long rate) {}
}
