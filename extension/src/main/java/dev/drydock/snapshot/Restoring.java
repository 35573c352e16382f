package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.model.ContainerConfig;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.NetworkSettings.PortBinding;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** Starts the containers of one snapshot again, as they were. */
final class Restoring {
    /** What engines say of a port that somebody else has. */
    private static final Set<String> TAKEN =
            Set.of("port is already allocated", "address already in use", "ports are not available");

    private static final Set<String> WITHOUT_NAMES = Set.of("bridge", "podman", "default");

    private final DockerClient client;
    private final Snapshot snapshot;
    private final RestoreOptions options;
    private final List<Snapshot.Image> images;
    private final Map<String, ContainerConfig> configs = new LinkedHashMap<>();
    private final Map<String, String> networks = new LinkedHashMap<>();
    private final Map<String, String> volumes = new LinkedHashMap<>();
    /** Of those that run, and that others may wait for. */
    private final Map<String, String> ids = new LinkedHashMap<>();

    private final List<String> remarks = new ArrayList<>();
    private final Remnants remnants;
    private final String prefix;
    private final RestoreSpec spec;

    /** @throws SnapshotException when the options name what the snapshot hasn't, or leave out what it needs */
    Restoring(DockerClient client, Snapshot snapshot, RestoreOptions options) {
        this.client = client;
        this.snapshot = snapshot;
        this.options = options;
        this.remnants = new Remnants(client);
        int random = ThreadLocalRandom.current().nextInt();
        this.prefix = options.prefix() + HexFormat.of().toHexDigits(random) + "-";
        this.spec = new RestoreSpec(options, prefix, networks, volumes, remarks);
        this.images = new RestoreOrder(snapshot, options).images();
        for (Snapshot.Image each : images) {
            configs.put(
                    each.container(),
                    client.images().inspect(each.name().toString()).config());
        }
        new RestoreNeeds(snapshot, options).check(images, configs);
    }

    RestoredSet start() {
        try {
            createNetworks();
            createVolumes();
            List<RestoredSet.Restored> restored = new ArrayList<>();
            for (Snapshot.Image each : images) {
                restored.add(start(each));
            }
            remarkPorts(restored);
            return new RestoredSet(restored, remarks, remnants::remove);
        } catch (RuntimeException e) {
            try {
                remnants.remove();
            } catch (RuntimeException left) {
                e.addSuppressed(left);
            }
            throw e instanceof DockerException
                    ? new SnapshotException(
                            "Snapshot " + snapshot.id() + " can't be started again: " + e.getMessage() + whatToDo(e), e)
                    : e;
        }
    }

    private void remarkPorts(List<RestoredSet.Restored> restored) {
        String ip = options.publishAt();
        if (Answering.isOutOfReach(ip, client.address())) {
            restored.stream()
                    .flatMap(each -> each.ports().values().stream())
                    .findFirst()
                    .ifPresent(at -> remarks.add("ports are published on " + ip
                            + " of the engine's machine, not of this"
                            + " one. Reach them by a tunnel, such as: ssh -L " + at.substring(at.lastIndexOf(':') + 1)
                            + ":" + at + " " + client.address().host()));
        }
    }

    private String whatToDo(RuntimeException e) {
        String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        boolean taken = TAKEN.stream().anyMatch(words::contains);
        return taken && !options.hostPorts().isEmpty()
                ? " Name another port of this machine, or none for a free one."
                : "";
    }

    /** One for each that the containers were in; none where nobody would find anybody by name. */
    private void createNetworks() {
        Set<String> named = new LinkedHashSet<>();
        for (Snapshot.Image each : images) {
            named.addAll(each.setup().networks().keySet());
        }
        if (images.size() == 1) {
            named.removeIf(each -> WITHOUT_NAMES.contains(each)
                    && images.get(0).setup().networks().size() == 1);
        } else if (named.isEmpty()
                && images.stream().anyMatch(each -> each.setup().networkMode().isEmpty())) {
            named.add("");
        }
        for (String each : named) {
            String name = prefix + "network" + networks.size();
            String id = client.networks().create(name, options.labels());
            networks.put(each, id);
            remnants.network(name, id);
        }
    }

    /** A fresh one for each that several had in common; what was a container's alone is filled when that is created. */
    private void createVolumes() {
        Map<String, Integer> uses = new LinkedHashMap<>();
        for (Snapshot.Image each : snapshot.images()) {
            each.setup().volumes().stream()
                    .filter(Restoring::isVolume)
                    .map(FrozenVolume::volume)
                    .forEach(volume -> uses.merge(volume, 1, Integer::sum));
        }
        for (Snapshot.Image holder : snapshot.images()) {
            for (FrozenVolume each : holder.setup().volumes()) {
                boolean needed = images.stream()
                        .flatMap(image -> image.setup().volumes().stream())
                        .anyMatch(other -> isVolume(other) && other.volume().equals(each.volume()));
                if (isVolume(each)
                        && each.kept()
                        && needed
                        && uses.getOrDefault(each.volume(), 0) > 1
                        && !volumes.containsKey(each.volume())) {
                    String name = prefix + "volume" + volumes.size();
                    client.volumes().create(name, options.labels());
                    remnants.volume(name);
                    new VolumeFill(client, options.labels())
                            .fill(name, holder.name().toString(), each.path(), prefix + "fill" + volumes.size());
                    volumes.put(each.volume(), name);
                }
            }
        }
    }

    private static boolean isVolume(FrozenVolume volume) {
        return volume.kind() == FrozenVolume.Kind.NAMED || volume.kind() == FrozenVolume.Kind.ANONYMOUS;
    }

    private RestoredSet.Restored start(Snapshot.Image image) {
        FrozenContainer setup = image.setup();
        String id = client.containers().create(spec.of(image));
        remnants.container(prefix + image.container(), id);
        for (String each : setup.dependsOn()) {
            String before = ids.get(each);
            if (before != null) {
                new Answering(client, before).await().ifPresent(remarks::add);
            }
        }
        boolean shell = !setup.running();
        boolean started = true;
        try {
            client.containers().start(id);
            if (!shell) {
                ids.put(image.container(), id);
            }
        } catch (DockerException e) {
            if (!shell) {
                throw e;
            }
            started = false;
            remarks.add("container '" + image.container()
                    + "' had ended, and has no shell to look at it: it is there, but doesn't run");
        }
        if (shell && started) {
            remarks.add("container '" + image.container() + "' had ended: a shell has taken the place of its command");
        }
        ContainerDetails details = client.containers().inspect(id);
        Map<String, String> ports = ports(details);
        return new RestoredSet.Restored(
                image.container(),
                id,
                ports,
                open(image, shell, started),
                shell ? "" : ServiceUrl.of(setup.image(), details.config(), ports),
                shell);
    }

    private String open(Snapshot.Image image, boolean shell, boolean started) {
        if (!started) {
            return "";
        }
        ContainerConfig config = configs.get(image.container());
        String open = config == null ? "" : config.labels().getOrDefault(SnapshotLabels.OPEN, "");
        return shell || open.isEmpty() ? "exec sh" : open;
    }

    private static Map<String, String> ports(ContainerDetails details) {
        Map<String, String> ports = new TreeMap<>();
        details.networkSettings().ports().forEach((port, bindings) -> {
            for (PortBinding each : bindings) {
                String ip = Answering.ip(each);
                ports.putIfAbsent(port, (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + each.hostPort());
            }
        });
        return ports;
    }
}
