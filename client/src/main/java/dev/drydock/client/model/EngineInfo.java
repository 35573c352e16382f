package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /info}.
 *
 * @param id of the engine
 * @param name host name of the machine it runs on
 * @param serverVersion the engine's version
 * @param containers how many there are
 * @param containersRunning how many run
 * @param containersPaused how many are paused
 * @param containersStopped how many don't run
 * @param images how many there are
 * @param driver storage driver, such as {@code overlay2}
 * @param driverStatus what that says of itself: pairs of name and value
 * @param plugins names of plugins by what they are for: {@code Volume}, {@code Network}, {@code Log}, {@code Authorization}
 * @param loggingDriver that containers have by default, such as {@code json-file}
 * @param cgroupDriver {@code cgroupfs} or {@code systemd}
 * @param cgroupVersion {@code "1"} or {@code "2"}
 * @param kernelVersion of the machine
 * @param operatingSystem such as {@code Debian GNU/Linux 12 (bookworm)}
 * @param osVersion such as {@code 12}
 * @param osType such as {@code linux}
 * @param architecture such as {@code x86_64}
 * @param ncpu number of processors
 * @param memTotal memory in bytes
 * @param dockerRootDir where its data lies
 * @param systemTime when it answered, in RFC 3339
 * @param indexServerAddress of the registry that is meant where none is named
 * @param registryConfig mirrors and insecure registries
 * @param labels of the engine
 * @param experimentalBuild whether experimental features are on
 * @param debug whether it logs more
 * @param memoryLimit whether containers' memory can be limited
 * @param swapLimit whether containers' swap can be limited
 * @param pidsLimit whether containers' processes can be limited
 * @param cpuCfsPeriod whether the period of the CFS scheduler can be set
 * @param cpuCfsQuota whether the quota of the CFS scheduler can be set
 * @param oomKillDisable whether killing for lack of memory can be turned off
 * @param ipv4Forwarding whether the kernel forwards IPv4
 * @param liveRestoreEnabled whether containers outlive the engine
 * @param defaultRuntime such as {@code runc}
 * @param runtimes by name
 * @param initBinary the program that reaps processes in containers
 * @param swarm the engine's part in a swarm
 * @param defaultAddressPools that subnets of networks are taken from
 * @param securityOptions such as {@code name=rootless}
 * @param warnings about its set-up
 * @param more what else came
 */
public record EngineInfo(
        @Nullable String id,
        @Nullable String name,
        @Nullable String serverVersion,
        @Nullable Long containers,
        @Nullable Long containersRunning,
        @Nullable Long containersPaused,
        @Nullable Long containersStopped,
        @Nullable Long images,
        @Nullable String driver,
        List<List<String>> driverStatus,
        Map<String, @Nullable List<String>> plugins,
        @Nullable String loggingDriver,
        @Nullable String cgroupDriver,
        @Nullable String cgroupVersion,
        @Nullable String kernelVersion,
        @Nullable String operatingSystem,
        @Nullable String osVersion,
        @Nullable String osType,
        @Nullable String architecture,
        @Nullable Integer ncpu,
        @Nullable Long memTotal,
        @Nullable String dockerRootDir,
        @Nullable String systemTime,
        @Nullable String indexServerAddress,
        Map<String, @Nullable Object> registryConfig,
        List<String> labels,
        boolean experimentalBuild,
        boolean debug,
        @Nullable Boolean memoryLimit,
        @Nullable Boolean swapLimit,
        @Nullable Boolean pidsLimit,
        @Nullable Boolean cpuCfsPeriod,
        @Nullable Boolean cpuCfsQuota,
        @Nullable Boolean oomKillDisable,
        @Nullable Boolean ipv4Forwarding,
        boolean liveRestoreEnabled,
        @Nullable String defaultRuntime,
        Map<String, @Nullable Object> runtimes,
        @Nullable String initBinary,
        Map<String, @Nullable Object> swarm,
        List<AddressPool> defaultAddressPools,
        List<String> securityOptions,
        List<String> warnings,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public EngineInfo {
        driverStatus = Values.orEmpty(driverStatus);
        plugins = Values.orEmpty(plugins);
        registryConfig = Values.orEmpty(registryConfig);
        labels = Values.orEmpty(labels);
        runtimes = Values.orEmpty(runtimes);
        swarm = Values.orEmpty(swarm);
        defaultAddressPools = Values.orEmpty(defaultAddressPools);
        securityOptions = Values.orEmpty(securityOptions);
        warnings = Values.orEmpty(warnings);
        more = Values.others(more);
    }

    /** The engine in a few words. */
    @Override
    public String toString() {
        return "EngineInfo[id=" + id + ", name=" + name + ", serverVersion=" + serverVersion + ", driver=" + driver
                + ", operatingSystem=" + operatingSystem + ", osType=" + osType + ", architecture=" + architecture
                + ", ncpu=" + ncpu + ", memTotal=" + memTotal + ", cgroupVersion=" + cgroupVersion + "]";
    }

    /**
     * What subnets of networks are taken from.
     *
     * @param base such as {@code 10.10.0.0/16}
     * @param size length of a subnet's prefix, such as 24
     */
    public record AddressPool(
            @Nullable String base, @Nullable Integer size) {}
}
