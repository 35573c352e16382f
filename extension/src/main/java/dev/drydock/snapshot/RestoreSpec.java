package dev.drydock.snapshot;

import dev.drydock.client.ContainerSpec;
import dev.drydock.client.EndpointSpec;
import dev.drydock.client.HealthSpec;
import dev.drydock.client.MountSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the containers of a snapshot are created with when they are started again. */
final class RestoreSpec {
    /** Limits, which take nothing from anybody. A snapshot may come from anywhere, so that only what is known is passed on. */
    private static final Set<String> LIMITS = Set.of(
            "Memory",
            "MemorySwap",
            "MemoryReservation",
            "MemorySwappiness",
            "NanoCpus",
            "CpuShares",
            "CpuPeriod",
            "CpuQuota",
            "CpusetCpus",
            "CpusetMems",
            "PidsLimit",
            "Ulimits",
            "BlkioWeight",
            "ReadonlyRootfs",
            "CapDrop",
            "GroupAdd",
            "Init",
            "ShmSize",
            "ExtraHosts",
            "Dns",
            "DnsOptions",
            "DnsSearch",
            "StorageOpt",
            "RestartPolicy");

    /** What may give power over the engine's machine. */
    private static final Set<String> RIGHTS = Set.of(
            "OomScoreAdj",
            "OomKillDisable",
            "BlkioWeightDevice",
            "BlkioDeviceReadBps",
            "BlkioDeviceWriteBps",
            "BlkioDeviceReadIOps",
            "BlkioDeviceWriteIOps",
            "Devices",
            "DeviceCgroupRules",
            "DeviceRequests",
            "Privileged",
            "CapAdd",
            "SecurityOpt",
            "Sysctls",
            "MaskedPaths",
            "ReadonlyPaths",
            "IpcMode",
            "PidMode",
            "UTSMode",
            "UsernsMode",
            "Runtime");

    private final RestoreOptions options;
    private final String prefix;
    private final Map<String, String> networks;
    private final Map<String, String> volumes;
    private final List<String> remarks;

    /**
     * @param prefix of the containers' names
     * @param networks in place of those that the containers were in, by the names of these
     * @param volumes in place of those that several had in common, by the names of these
     * @param remarks gets what isn't as it was
     */
    RestoreSpec(
            RestoreOptions options,
            String prefix,
            Map<String, String> networks,
            Map<String, String> volumes,
            List<String> remarks) {
        this.options = options;
        this.prefix = prefix;
        this.networks = networks;
        this.volumes = volumes;
        this.remarks = remarks;
    }

    ContainerSpec of(Snapshot.Image image) {
        FrozenContainer setup = image.setup();
        ContainerSpec.Builder spec = ContainerSpec.of(image.name().toString())
                .name(prefix + image.container().replaceAll("[^a-zA-Z0-9_.-]", "-"));
        options.labels().forEach(spec::label);
        List<String> leftOut = new ArrayList<>();
        setup.hostConfig().forEach((key, value) -> {
            if (RIGHTS.contains(key) && !options.rights()) {
                leftOut.add(key);
            } else if ((LIMITS.contains(key) || RIGHTS.contains(key))
                    && (setup.running() || !key.equals("RestartPolicy"))) {
                spec.option("HostConfig." + key, value);
            }
        });
        boolean host = setup.networkMode().equals("host") && options.rights();
        if (setup.networkMode().equals("host") && !host) {
            leftOut.add("NetworkMode");
        }
        if (!leftOut.isEmpty()) {
            leftOut.sort(null);
            remarks.add("container '" + image.container() + "' had rights that it doesn't have now: " + leftOut
                    + ". They are given only on request, to a snapshot that is trusted");
        }
        if (!setup.hostname().isEmpty() && !host) {
            spec.hostname(setup.hostname());
        }
        place(image, spec);
        setup.volumes().forEach(each -> mount(image, each, spec));
        if (!host) {
            for (String port : setup.ports()) {
                int at = options.hostPorts().getOrDefault(image.container() + "/" + port, 0);
                spec.publish(port, options.publishAt(), at);
            }
        }
        String own = image.container() + "/";
        options.env().forEach((key, value) -> {
            if (key.startsWith(own)) {
                spec.env(key.substring(own.length()), value);
            }
        });
        if (!setup.running()) {
            // Its own command would only end again. The input stays open, so the shell waits.
            spec.entrypoint("sh").command().openStdin(true).health(HealthSpec.NONE);
        }
        return spec.build();
    }

    private void place(Snapshot.Image image, ContainerSpec.Builder spec) {
        FrozenContainer setup = image.setup();
        String mode = setup.networkMode();
        if (mode.equals("none") || (mode.equals("host") && options.rights())) {
            spec.networkMode(mode);
            return;
        }
        if (mode.startsWith("container:")) {
            remarks.add("container '" + image.container() + "' shared the network of another, and now has its own");
        }
        boolean placed = false;
        for (Map.Entry<String, String> each : networks.entrySet()) {
            List<String> aliases = setup.networks().get(each.getKey());
            if (aliases != null || (setup.networks().isEmpty() && !placed)) {
                Set<String> names = new LinkedHashSet<>(List.of(image.container()));
                names.addAll(aliases == null ? List.of() : aliases);
                spec.network(EndpointSpec.of(each.getValue()).withAliases(names.toArray(String[]::new)));
                placed = true;
            }
        }
    }

    private void mount(Snapshot.Image image, FrozenVolume volume, ContainerSpec.Builder spec) {
        switch (volume.kind()) {
            case NAMED, ANONYMOUS -> {
                String shared = volumes.get(volume.volume());
                MountSpec mount = shared == null
                        ? MountSpec.anonymousVolume(volume.path())
                        : MountSpec.volume(shared, volume.path());
                spec.mounts(volume.readOnly() ? mount.withReadOnly() : mount);
            }
            case BIND -> {
                if (!volume.kept()) {
                    remarks.add("container '" + image.container() + "' had " + volume.volume()
                            + " of the engine's machine mounted at " + volume.path() + ", which isn't in the snapshot");
                } else if (isReadOnly(image) && !volume.readOnly()) {
                    remarks.add("container '" + image.container() + "' could write to " + volume.path()
                            + ", which is now one of its own files: these can't be written to");
                }
            }
            case TMPFS -> {
                if (!volume.kept()) {
                    Object all = image.setup().hostConfig().get("Tmpfs");
                    Object own = all instanceof Map<?, ?> map ? map.get(volume.path()) : null;
                    spec.tmpfs(volume.path(), own == null ? "" : own.toString());
                } else if (isReadOnly(image)) {
                    // Filled with what the image has there, and to be written to as before.
                    spec.mounts(MountSpec.anonymousVolume(volume.path()));
                }
            }
        }
    }

    private static boolean isReadOnly(Snapshot.Image image) {
        return Boolean.TRUE.equals(image.setup().hostConfig().get("ReadonlyRootfs"));
    }
}
