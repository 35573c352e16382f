package dev.drydock.junit.internal.start;

import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.EndpointSpec;
import dev.drydock.client.HealthSpec;
import dev.drydock.client.MountSpec;
import dev.drydock.client.Resources;
import dev.drydock.client.RestartPolicy;
import dev.drydock.client.Ulimit;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.ContainerCustomizer;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.HealthPlan;
import dev.drydock.junit.internal.plan.LimitsPlan;
import dev.drydock.junit.internal.plan.NetworkPlan;
import dev.drydock.junit.internal.plan.Own;
import dev.drydock.junit.internal.plan.PortPlan;
import dev.drydock.junit.internal.plan.ProcessPlan;
import dev.drydock.junit.internal.plan.StoragePlan;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.session.Labels;
import dev.drydock.snapshot.FrozenVolume;
import dev.drydock.snapshot.SnapshotLabels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Creates one container as its plan says. */
final class Creation {
    private final EngineSession session;
    private final DockerClient client;
    private final ContainerPlan plan;
    private final Origin origin;
    private final ImageDetails image;
    private final String network;
    private final Placeholders placeholders;
    private final FreshVolumes volumes;
    private final ContainerSpec.Builder spec;

    /**
     * @param network of Drydock's own; empty for none
     * @param volumes that take the place of those that the plan names
     */
    Creation(
            EngineSession session,
            ContainerPlan plan,
            Origin origin,
            String network,
            Placeholders placeholders,
            FreshVolumes volumes) {
        this.session = session;
        this.client = session.client();
        this.plan = plan;
        this.origin = origin;
        this.image = origin.image();
        this.network = network;
        this.placeholders = placeholders;
        this.volumes = volumes;
        this.spec = ContainerSpec.of(imageName());
    }

    private String imageName() {
        if (origin.isFrozen()) {
            return origin.frozen().map(each -> each.name().toString()).orElse(image.id());
        }
        return plan.image()
                .reference()
                .map(Object::toString)
                .filter(image.repoTags()::contains)
                .orElse(image.id());
    }

    LiveContainer create() {
        Map<Integer, Integer> ports = new LinkedHashMap<>();
        Map<String, Integer> published = new LinkedHashMap<>();
        for (PortPlan each : plan.ports()) {
            int hostPort = each.hostPort() == 0 ? PortPicker.free(each.protocol()) : each.hostPort();
            published.put(each.port() + "/" + each.protocol(), hostPort);
            if (each.isTcp()) {
                ports.put(each.port(), hostPort);
            }
        }
        String id = create(published);
        return new LiveContainer(
                session,
                plan,
                new ContainerId(id),
                Reach.of(session).host(),
                ports,
                published,
                placeholders,
                volumes,
                other -> new Creation(session, plan, other, network, placeholders, volumes).create(published));
    }

    /** @param published ports of the container → of the host */
    private String create(Map<String, Integer> published) {
        process(plan.process());
        storage(plan.storage());
        limits(plan.limits());
        place(plan.network());
        health(plan.healthCheck());
        plan.labels().forEach((name, value) -> spec.label(name, placeholders.fill(value)));
        if (!plan.life().stopSignal().isEmpty()) {
            spec.stopSignal(plan.life().stopSignal());
        }
        if (!plan.image().platform().isEmpty()) {
            spec.platform(plan.image().platform());
        }
        customize();
        spec.name(session.uniqueName(plan.name()));
        session.labels().forEach(spec::label);
        spec.label(Labels.CONTAINER, plan.name());
        if (origin.isFrozen()) {
            // A snapshot of this container is none to start others from, and not as it was then.
            spec.label(SnapshotLabels.KEY, "");
            spec.label(SnapshotLabels.READY, "");
        }
        publish(published);
        try {
            return client.containers().create(spec.build());
        } catch (DockerException e) {
            throw new ContainerStartException(
                    "Container " + plan.shown() + " couldn't be created: " + e.getMessage(), e);
        }
    }

    private void publish(Map<String, Integer> published) {
        Reach reach = Reach.of(session);
        if (!published.isEmpty() && reach.publishAt().isEmpty()) {
            throw new ContainerStartException(
                    "Container " + plan.shown()
                            + " couldn't be created: it has ports, and no address is known for '" + reach.host()
                            + "', the host of engine " + client.address() + ", to publish them at. drydock.host ("
                            + "DRYDOCK_HOST) names an address, or a host, by which that machine is reached from here.",
                    null);
        }
        published.forEach((port, hostPort) -> spec.publish(port, reach.publishAt(), hostPort));
    }

    private void customize() {
        for (Own<ContainerCustomizer> each : plan.life().customizers()) {
            try {
                each.get().customize(spec);
            } catch (Exception | Error e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                throw new ContainerStartException(
                        "Container " + plan.shown() + " couldn't be created: its customizer " + each + " failed: " + e,
                        e);
            }
        }
    }

    private void process(ProcessPlan process) {
        process.env().forEach((name, value) -> spec.env(name, placeholders.fill(value)));
        // With an entry point of one's own, the image's command means nothing.
        if (!process.command().isEmpty() || !process.entrypoint().isEmpty()) {
            spec.command(filled(process.command()));
        }
        if (!process.entrypoint().isEmpty()) {
            spec.entrypoint(filled(process.entrypoint()));
        }
        if (!process.user().isEmpty()) {
            spec.user(process.user());
        }
        if (!process.workingDir().isEmpty()) {
            spec.workingDir(process.workingDir());
        }
        if (!process.hostname().isEmpty()) {
            spec.hostname(process.hostname());
        } else if (!plan.network().network().equals("host")) {
            // Some name their data after it.
            spec.hostname(origin.frozen()
                    .map(each -> each.setup().hostname())
                    .filter(each -> !each.isEmpty())
                    .orElse(plan.name()));
        }
        if (process.init()) {
            spec.init(true);
        }
    }

    private String[] filled(List<String> texts) {
        return texts.stream().map(placeholders::fill).toArray(String[]::new);
    }

    private void storage(StoragePlan storage) {
        for (StoragePlan.Mount each : storage.mounts()) {
            if (each.kind() == StoragePlan.Kind.BIND && origin.has(FrozenVolume.Kind.BIND, each.path())) {
                continue;
            }
            MountSpec mount;
            if (each.kind() == StoragePlan.Kind.BIND) {
                mount = MountSpec.bind(each.source(), each.path());
            } else if (each.source().isEmpty()) {
                mount = MountSpec.anonymousVolume(each.path());
            } else {
                mount = MountSpec.volume(volumes.of(each.source()).orElse(each.source()), each.path());
            }
            spec.mounts(each.readOnly() ? mount.withReadOnly() : mount);
        }
        storage.tmpfs().forEach((path, options) -> {
            if (!origin.has(FrozenVolume.Kind.TMPFS, path)) {
                spec.tmpfs(path, options);
            } else if (plan.limits().readOnly()) {
                // Filled with what the image has there, and to be written to as before.
                spec.mounts(MountSpec.anonymousVolume(path));
            }
        });
    }

    private void limits(LimitsPlan limits) {
        Resources resources = Resources.NONE;
        if (limits.memory() > 0) {
            resources = resources.withMemory(limits.memory());
        }
        if (limits.cpus() > 0) {
            resources = resources.withCpus(limits.cpus());
        }
        if (!resources.equals(Resources.NONE)) {
            spec.resources(resources);
        }
        if (limits.shmSize() > 0) {
            spec.shmSize(limits.shmSize());
        }
        if (!limits.ulimits().isEmpty()) {
            spec.ulimits(limits.ulimits().toArray(Ulimit[]::new));
        }
        if (!limits.capAdd().isEmpty()) {
            spec.capAdd(limits.capAdd().toArray(String[]::new));
        }
        if (!limits.capDrop().isEmpty()) {
            spec.capDrop(limits.capDrop().toArray(String[]::new));
        }
        if (limits.privileged()) {
            spec.privileged(true);
        }
        if (limits.readOnly()) {
            spec.readOnly(true);
        }
        if (!limits.restart().equals(RestartPolicy.NO)) {
            spec.restart(limits.restart());
        }
    }

    private void place(NetworkPlan place) {
        List<String> aliases = new ArrayList<>();
        aliases.add(plan.name());
        aliases.addAll(place.aliases());
        String joined = place.network().isEmpty() ? network : place.network();
        if (!place.hasNames()) {
            spec.networkMode(joined);
        } else if (!joined.isEmpty()) {
            spec.network(EndpointSpec.of(joined).withAliases(aliases.toArray(String[]::new)));
        }
        if (!place.extraHosts().isEmpty()) {
            spec.extraHosts(place.extraHosts().toArray(String[]::new));
        }
        if (place.hostAccess()) {
            spec.extraHosts(HostAccess.entry(session, plan, network));
        }
    }

    private void health(HealthPlan health) {
        // While it may still be getting ready, the engine must not find it unhealthy.
        Duration time = plan.ready().timeout();
        plan.ready()
                .healthCommand()
                .ifPresent(command -> spec.healthCommand(placeholders.fill(command), Duration.ZERO, time));
        if (health.disabled()) {
            spec.health(HealthSpec.NONE);
            return;
        }
        boolean own = !health.command().isEmpty();
        if (!own && health.isSilent()) {
            return;
        }
        HealthSpec check = own ? HealthSpec.command(filled(health.command())) : HealthSpec.OF_IMAGE;
        check = check.withStartPeriod(health.startPeriod().orElse(time));
        if (health.interval().isPresent()) {
            check = check.withInterval(health.interval().get());
        }
        if (health.timeout().isPresent()) {
            check = check.withTimeout(health.timeout().get());
        }
        spec.health(health.retries() > 0 ? check.withRetries(health.retries()) : check);
    }
}
