package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.ScopePlan;
import dev.drydock.junit.internal.plan.StoragePlan;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotException;
import dev.drydock.snapshot.Snapshots;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Chooses what each container of a scope is created from, before anything is created. */
final class Origins {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private final EngineSession session;
    private final DockerClient client;
    private final ScopePlan plan;
    private final String scopeId;
    private final Placeholders placeholders;
    private final ClassLoader loader;
    private final FreshVolumes volumes;
    private final ContainerSet set;
    private final Map<String, Origin> frozen = new LinkedHashMap<>();
    private final List<FrozenSecrets> takenOver = new ArrayList<>();

    /**
     * @param scopeId JUnit's id of the class or invocation that the containers belong to; empty when the run shares them
     * @param loader finds the resources that are copied into containers
     */
    Origins(
            EngineSession session,
            ScopePlan plan,
            String scopeId,
            Placeholders placeholders,
            ClassLoader loader,
            FreshVolumes volumes,
            ContainerSet set) {
        this.session = session;
        this.client = session.client();
        this.plan = plan;
        this.scopeId = scopeId;
        this.placeholders = placeholders;
        this.loader = loader;
        this.volumes = volumes;
        this.set = set;
    }

    /**
     * Looks for the snapshots that are asked for; the engine is asked only where there are some.
     *
     * @throws ContainerStartException when a container can't start from its snapshot
     */
    void choose() {
        try {
            Map<String, Snapshot> starts = new LinkedHashMap<>();
            Replay.of(session).ifPresent(replay -> {
                starts.putAll(replay.starts(plan, scopeId, this::checkpoints));
                String shown = replay.shown(plan, scopeId, starts);
                if (!shown.isEmpty()) {
                    replay.tell(plan.owner() + ": " + shown + ".");
                    set.startsFrom(shown);
                }
            });
            for (ContainerPlan each : plan.containers()) {
                if (!starts.containsKey(each.name()) && !each.state().snapshot().isEmpty()) {
                    starts.put(
                            each.name(),
                            new Snapshots(client).choose(each.state().snapshot()));
                }
            }
            for (ContainerPlan each : plan.containers()) {
                Snapshot start = starts.get(each.name());
                if (start != null) {
                    frozen.put(each.name(), origin(each, start));
                }
            }
            // What one container doesn't tell, another may.
            takenOver.forEach(FrozenSecrets::refuseLost);
        } catch (SnapshotException e) {
            throw new ContainerStartException(
                    "The containers of " + plan.owner() + " couldn't be started: " + e.getMessage(), e);
        }
        makeVolumes();
    }

    /** The ids of those that may be of a container that the run shares. */
    private Set<String> checkpoints(ContainerPlan container) {
        return CheckpointKey.snapshots(client, CheckpointKey.of(container, placeholders, loader));
    }

    private Origin origin(ContainerPlan container, Snapshot snapshot) {
        String cannot = "Container " + container.shown() + " can't start from snapshot " + snapshot.id() + ": ";
        Snapshot.Image image = snapshot.image(container.name())
                // A snapshot of one container has no other that could be meant.
                .or(() -> Optional.of(snapshot.images())
                        .filter(each -> each.size() == 1)
                        .map(each -> each.get(0)))
                .orElseThrow(() -> new SnapshotException(
                        cannot + "it holds "
                                + snapshot.images().stream()
                                        .map(Snapshot.Image::container)
                                        .toList()
                                + ".",
                        null));
        ImageDetails details;
        try {
            details = client.images().inspect(image.name().toString());
        } catch (NotFoundException e) {
            throw new SnapshotException(cannot + "its image " + image.name() + " isn't on the engine any more.", e);
        }
        FrozenSecrets secrets = new FrozenSecrets(container, details, placeholders, cannot);
        secrets.takeOver();
        takenOver.add(secrets);
        String madeOf = image.setup().image();
        if (!madeOf.isEmpty() && !madeOf.equals(container.image().shown())) {
            LOG.log(
                    Level.WARNING,
                    "Container {0} starts from snapshot {1}, which was made of another image: {2}",
                    container.shown(),
                    snapshot.id(),
                    madeOf);
        }
        return new Origin(details, Optional.of(snapshot));
    }

    /** A fresh one for each that a container with data of its own would write to. */
    private void makeVolumes() {
        for (ContainerPlan container : plan.containers()) {
            if (!frozen.containsKey(container.name())) {
                continue;
            }
            for (StoragePlan.Mount each : named(container)) {
                if (volumes.of(each.source()).isPresent()) {
                    continue;
                }
                String volume = volumes.make(each.source());
                List<ContainerPlan> users = plan.containers().stream()
                        .filter(other -> named(other).stream()
                                .anyMatch(mount -> mount.source().equals(each.source())))
                        .toList();
                if (users.size() > 1) {
                    fill(volume, each.source(), users);
                }
            }
        }
    }

    private void fill(String volume, String source, List<ContainerPlan> users) {
        for (ContainerPlan user : users) {
            Origin origin = frozen.get(user.name());
            for (StoragePlan.Mount each : named(user)) {
                if (origin != null && each.source().equals(source) && origin.hasVolume(each.path())) {
                    volumes.fill(volume, origin, each.path());
                    return;
                }
            }
        }
    }

    private static List<StoragePlan.Mount> named(ContainerPlan container) {
        return container.storage().mounts().stream()
                .filter(each ->
                        each.kind() == StoragePlan.Kind.VOLUME && !each.source().isEmpty())
                .toList();
    }

    /**
     * @param container of the plan
     * @param declared supplies the image that it declares; not asked where another takes its place
     */
    CompletableFuture<Origin> of(ContainerPlan container, Supplier<CompletableFuture<ImageDetails>> declared) {
        if (frozen.containsKey(container.name())) {
            return CompletableFuture.completedFuture(Objects.requireNonNull(frozen.get(container.name())));
        }
        return declared.get().thenApply(Origin::cold);
    }
}
