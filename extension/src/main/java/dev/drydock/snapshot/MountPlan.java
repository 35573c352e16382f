package dev.drydock.snapshot;

import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.HostConfig;
import dev.drydock.client.model.Mount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is mounted in the containers of a snapshot, and in which of their images the data of each goes. */
final class MountPlan {
    private static final String ANONYMOUS = "[0-9a-f]{64}";
    /** Bind mounts of these give a container devices and the kernel's own files, which are no data. */
    private static final String MACHINE = "/(dev|proc|sys)(/.*)?";

    private final SnapshotOptions options;
    private final Set<String> taken = new HashSet<>();

    MountPlan(SnapshotOptions options) {
        this.options = options;
    }

    /**
     * To be asked for one container after the other: of what several share, the first keeps the data.
     *
     * @return all that is mounted, the outer before what is mounted in it; what is to be read is marked as kept
     */
    List<FrozenVolume> of(ContainerDetails container) {
        Map<String, FrozenVolume> byPath = new LinkedHashMap<>();
        for (Mount mount : container.mounts()) {
            String path = path(mount.destination());
            if (!path.isEmpty()) {
                volume(mount, path, byPath);
            }
        }
        HostConfig host = container.hostConfig();
        if (host != null) {
            // Docker lists those of `--tmpfs` here alone.
            host.tmpfs().keySet().forEach(each -> byPath.putIfAbsent(path(each), memory(path(each), false)));
        }
        List<FrozenVolume> all = new ArrayList<>(byPath.values());
        all.sort(Comparator.comparing(FrozenVolume::path));
        return all;
    }

    private void volume(Mount mount, String path, Map<String, FrozenVolume> byPath) {
        String type = String.valueOf(mount.type());
        if (type.equals("volume")) {
            String name = String.valueOf(mount.name());
            FrozenVolume.Kind kind = name.matches(ANONYMOUS) ? FrozenVolume.Kind.ANONYMOUS : FrozenVolume.Kind.NAMED;
            byPath.put(path, new FrozenVolume(kind, name, path, !mount.rw(), taken.add("volume " + name)));
        } else if (type.equals("bind")) {
            String source = String.valueOf(mount.source());
            boolean read = options.binds() && !source.matches(MACHINE) && taken.add("bind " + source);
            byPath.put(path, new FrozenVolume(FrozenVolume.Kind.BIND, source, path, !mount.rw(), read));
        } else if (type.equals("tmpfs")) {
            byPath.put(path, memory(path, !mount.rw()));
        }
    }

    private FrozenVolume memory(String path, boolean readOnly) {
        return new FrozenVolume(FrozenVolume.Kind.TMPFS, "", path, readOnly, options.tmpfs());
    }

    private static String path(@org.jspecify.annotations.Nullable String destination) {
        return destination == null ? "" : destination.replaceAll("/+", "/").replaceAll("/$", "");
    }
}
