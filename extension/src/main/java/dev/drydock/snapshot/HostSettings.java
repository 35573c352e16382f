package dev.drydock.snapshot;

import dev.drydock.client.model.HostConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of a container's {@code HostConfig} somebody has set, in the engine's own names and shapes, to be sent to one again. */
final class HostSettings {
    /** What engines say where nothing was set; of Podman, too. */
    private static final Set<String> USUAL_MODES = Set.of("", "default", "private", "shareable");

    private static final Set<String> USUAL_RUNTIMES = Set.of("", "runc", "crun", "oci");

    private static final long USUAL_SHM = 64L << 20;
    private static final long PODMANS_PIDS = 2048;
    private static final long PODMANS_SHM = 65_536_000;
    private static final Set<String> PODMANS_ULIMITS = Set.of("RLIMIT_NOFILE", "RLIMIT_NPROC");

    private final Map<String, Object> set = new LinkedHashMap<>();

    private HostSettings() {}

    static Map<String, Object> of(HostConfig host) {
        HostSettings settings = new HostSettings();
        settings.limits(host);
        settings.devices(host);
        settings.rights(host);
        settings.surroundings(host);
        return settings.set;
    }

    private void limits(HostConfig host) {
        number("Memory", host.memory());
        number("MemorySwap", host.memorySwap());
        number("MemoryReservation", host.memoryReservation());
        Long swappiness = host.memorySwappiness();
        // Podman says 0 where nothing was set; Docker says nothing.
        if (swappiness != null && swappiness > 0) {
            set.put("MemorySwappiness", swappiness);
        }
        number("NanoCpus", host.nanoCpus());
        number("CpuShares", host.cpuShares());
        if (!set.containsKey("NanoCpus")) {
            // Podman tells what follows from those, too, and like Docker refuses both at once.
            number("CpuPeriod", host.cpuPeriod());
            number("CpuQuota", host.cpuQuota());
        }
        text("CpusetCpus", host.cpusetCpus());
        text("CpusetMems", host.cpusetMems());
        Long pids = host.pidsLimit();
        if (pids != null && pids > 0 && pids != PODMANS_PIDS) {
            set.put("PidsLimit", pids);
        }
        number("OomScoreAdj", host.oomScoreAdj());
        flag("OomKillDisable", host.oomKillDisable());
        ulimits(host.ulimits());
        number("BlkioWeight", host.blkioWeight());
        list(
                "BlkioWeightDevice",
                host.blkioWeightDevice(),
                each -> Map.of("Path", String.valueOf(each.path()), "Weight", each.weight()));
        rates("BlkioDeviceReadBps", host.blkioDeviceReadBps());
        rates("BlkioDeviceWriteBps", host.blkioDeviceWriteBps());
        rates("BlkioDeviceReadIOps", host.blkioDeviceReadIOps());
        rates("BlkioDeviceWriteIOps", host.blkioDeviceWriteIOps());
    }

    private void ulimits(List<HostConfig.Limit> ulimits) {
        // Podman tells its own for all containers, which are as wide as its machine allows, as if they had been asked
        // for.
        boolean podmans = ulimits.stream()
                        .map(each -> "" + each.name())
                        .collect(Collectors.toSet())
                        .equals(PODMANS_ULIMITS)
                && ulimits.stream().allMatch(each -> each.soft() == each.hard());
        list(
                "Ulimits",
                podmans ? List.of() : ulimits,
                each -> Map.of(
                        "Name",
                                String.valueOf(each.name())
                                        .toLowerCase(Locale.ROOT)
                                        .replaceFirst("^rlimit_", ""),
                        "Soft", each.soft(),
                        "Hard", each.hard()));
    }

    private void rates(String name, List<HostConfig.DeviceRate> rates) {
        list(name, rates, each -> Map.of("Path", String.valueOf(each.path()), "Rate", each.rate()));
    }

    private void devices(HostConfig host) {
        list(
                "Devices",
                host.devices(),
                each -> Map.of(
                        "PathOnHost", String.valueOf(each.pathOnHost()),
                        "PathInContainer", String.valueOf(each.pathInContainer()),
                        "CgroupPermissions", each.cgroupPermissions() == null ? "rwm" : each.cgroupPermissions()));
        list("DeviceCgroupRules", host.deviceCgroupRules(), each -> each);
        list(
                "DeviceRequests",
                host.deviceRequests(),
                each -> Map.of(
                        "Driver", each.driver() == null ? "" : each.driver(),
                        "Count", each.count(),
                        "DeviceIDs", each.deviceIDs(),
                        "Capabilities", each.capabilities(),
                        "Options", each.options()));
    }

    private void rights(HostConfig host) {
        flag("Privileged", host.privileged());
        flag("ReadonlyRootfs", host.readonlyRootfs());
        list("CapAdd", host.capAdd(), each -> each);
        list("CapDrop", host.capDrop(), each -> each);
        list("GroupAdd", host.groupAdd(), each -> each);
        list("SecurityOpt", host.securityOpt(), each -> each);
        map("Sysctls", host.sysctls());
        for (String paths : List.of("MaskedPaths", "ReadonlyPaths")) {
            // Docker lists its usual ones where nothing was asked for.
            if (host.more().get(paths) instanceof Collection<?> none && none.isEmpty() && !host.privileged()) {
                set.put(paths, List.of());
            }
        }
    }

    private void surroundings(HostConfig host) {
        flag("Init", host.init());
        if (host.shmSize() != USUAL_SHM && host.shmSize() != PODMANS_SHM) {
            number("ShmSize", host.shmSize());
        }
        map("Tmpfs", memory(host));
        list("ExtraHosts", host.extraHosts(), each -> each);
        list("Dns", host.dns(), each -> each);
        list("DnsOptions", host.dnsOptions(), each -> each);
        list("DnsSearch", host.dnsSearch(), each -> each);
        mode("IpcMode", host.ipcMode());
        mode("PidMode", host.pidMode());
        mode("UTSMode", host.utsMode());
        mode("UsernsMode", host.usernsMode());
        text("CgroupParent", host.cgroupParent());
        if (host.runtime() != null && !USUAL_RUNTIMES.contains(host.runtime())) {
            set.put("Runtime", host.runtime());
        }
        if (host.more().get("StorageOpt") instanceof Map<?, ?> options && !options.isEmpty()) {
            set.put("StorageOpt", options);
        }
        HostConfig.Restart restart = host.restartPolicy();
        if (restart != null && restart.name() != null && !Set.of("", "no").contains(restart.name())) {
            set.put("RestartPolicy", Map.of("Name", restart.name(), "MaximumRetryCount", restart.maximumRetryCount()));
        }
    }

    /** Both ways to ask for memory file systems, in the shorter one. */
    private static Map<String, String> memory(HostConfig host) {
        Map<String, String> all = new LinkedHashMap<>(host.tmpfs());
        for (HostConfig.MountPoint mount : host.mounts()) {
            if ("tmpfs".equals(mount.type()) && mount.target() != null) {
                List<String> options = new ArrayList<>();
                if (mount.readOnly()) {
                    options.add("ro");
                }
                if (mount.more().get("TmpfsOptions") instanceof Map<?, ?> given) {
                    if (given.get("SizeBytes") instanceof Number size && size.longValue() > 0) {
                        options.add("size=" + size.longValue());
                    }
                    if (given.get("Mode") instanceof Number mode && mode.intValue() > 0) {
                        options.add("mode=" + Integer.toOctalString(mode.intValue()));
                    }
                }
                all.put(mount.target(), String.join(",", options));
            }
        }
        return all;
    }

    private void number(String name, long value) {
        if (value != 0) {
            set.put(name, value);
        }
    }

    private void flag(String name, @Nullable Boolean value) {
        if (Boolean.TRUE.equals(value)) {
            set.put(name, true);
        }
    }

    private void text(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            set.put(name, value);
        }
    }

    private void mode(String name, @Nullable String value) {
        if (value != null && !USUAL_MODES.contains(value)) {
            set.put(name, value);
        }
    }

    private void map(String name, Map<String, String> value) {
        if (!value.isEmpty()) {
            set.put(name, value);
        }
    }

    private <T> void list(String name, List<T> values, Function<T, Object> written) {
        if (!values.isEmpty()) {
            set.put(name, values.stream().map(written).toList());
        }
    }
}
