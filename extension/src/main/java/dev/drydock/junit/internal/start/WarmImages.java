package dev.drydock.junit.internal.start;

import dev.drydock.client.Archives;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.StoragePlan;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.session.Labels;
import dev.drydock.junit.internal.session.Pruning;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotException;
import dev.drydock.snapshot.SnapshotKind;
import dev.drydock.snapshot.SnapshotLabels;
import dev.drydock.snapshot.SnapshotOptions;
import dev.drydock.snapshot.SnapshotRequest;
import dev.drydock.snapshot.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The images that a set of containers starts warm from. */
final class WarmImages {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private final EngineSession session;
    private final DockerClient client;
    private final Snapshots snapshots;
    private final WarmPlace place;
    private final List<ContainerPlan> plans;

    /** @param place the scope that they belong to */
    WarmImages(EngineSession session, WarmPlace place, List<ContainerPlan> plans) {
        this.session = session;
        this.client = session.client();
        this.snapshots = new Snapshots(client);
        this.place = place;
        this.plans = plans;
    }

    /** Those of that key: the oldest, should two have been made at the same time; none that is known to be broken. */
    Optional<Snapshot> find(String key) {
        WarmStarts starts = WarmStarts.of(session);
        return snapshots.warm(SnapshotLabels.KEY, key).stream()
                .filter(each -> !starts.isRefused(each.id()))
                .filter(each ->
                        plans.stream().allMatch(plan -> each.image(plan.name()).isPresent()))
                .findFirst();
    }

    /**
     * Freezes containers that have been stopped.
     *
     * @param key of the set
     * @param ready which conditions hold of each
     * @return the snapshot, or one of the same key that another JVM has made meanwhile
     */
    Snapshot take(List<LiveContainer> stopped, String key, String ready) {
        Snapshot taken = snapshots.take(request(stopped, key, ready), session.threads());
        WarmStarts.of(session).use(taken.id());
        Pruning.oneMore(session);
        try {
            List<Snapshot.Image> images = new ArrayList<>();
            for (LiveContainer each : stopped) {
                Snapshot.Image image = taken.image(each.name()).orElseThrow();
                images.add(snapshots.withPlainFolders(image, plainFolders(each)));
            }
            return withImages(taken, images);
        } catch (DockerException | SnapshotException e) {
            // It is slower with its volumes, but right.
            LOG.log(Level.DEBUG, "The volumes of " + taken.name() + " stay volumes", e);
            return taken;
        }
    }

    private SnapshotRequest request(List<LiveContainer> stopped, String key, String ready) {
        List<SnapshotRequest.Member> members = stopped.stream()
                .map(LiveContainer::member)
                .map(each -> new SnapshotRequest.Member(
                        each.name(), each.containerId(), each.image(), each.open(), List.of(), each.dependsOn()))
                .toList();
        SnapshotOptions options = new SnapshotOptions(true, false, false, false, false, List.of());
        return SnapshotRequest.of(
                        SnapshotKind.WARM, place.of(plans), "warm " + place.owner(), members, session.ownerLabel())
                .withBlankLabels(List.of(Labels.RUN, Labels.OWNER, Labels.CONTAINER))
                .withLabels(Map.of(SnapshotLabels.KEY, key, SnapshotLabels.READY, ready))
                .withOptions(options)
                .withHelpers(session.uniqueName("reader-"), session.labels());
    }

    private static Snapshot withImages(Snapshot taken, List<Snapshot.Image> images) {
        return new Snapshot(
                taken.id(),
                taken.kind(),
                taken.name(),
                taken.test(),
                taken.created(),
                taken.consistent(),
                images,
                taken.evidence(),
                taken.removeCommand(),
                taken.remarks());
    }

    /**
     * Volumes whose data may as well lie in the container's own files: that of PostgreSQL. Not of any service: in the own files
     * of a container, a folder that came with the image can't be renamed, which some databases do.
     */
    private List<String> plainFolders(LiveContainer stopped) {
        ImageDetails image =
                client.images().inspect(Objects.requireNonNull(stopped.inspect().image()));
        String data = image.config().env("PGDATA");
        if (data == null || stopped.plan().limits().readOnly() || hasSlots(stopped, data)) {
            return List.of();
        }
        List<String> declared = stopped.plan().storage().mounts().stream()
                .map(StoragePlan.Mount::path)
                .toList();
        return image.config().volumes().keySet().stream()
                .filter(each -> (data + "/").startsWith(each + "/") && !declared.contains(each))
                .toList();
    }

    /** The one kind of folder that PostgreSQL renames when it drops what is in it. */
    private boolean hasSlots(LiveContainer stopped, String data) {
        try (InputStream tar = client.containers().archive(stopped.id(), data + "/pg_replslot")) {
            AtomicInteger entries = new AtomicInteger();
            Archives.read(tar, (entry, content) -> entries.incrementAndGet());
            // The folder itself is one.
            return entries.get() > 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DockerException e) {
            return true;
        }
    }

    /** Removes what was frozen at the same place from something else. */
    void removeOthers(String key) {
        WarmStarts starts = WarmStarts.of(session);
        // Another JVM may be about to start from any of the same key.
        Set<String> same = snapshots.warm(SnapshotLabels.KEY, key).stream()
                .map(Snapshot::id)
                .collect(Collectors.toSet());
        snapshots.warm(SnapshotLabels.TEST, place.of(plans)).stream()
                .filter(each -> !same.contains(each.id()) && !starts.isUsed(each.id()))
                .forEach(this::remove);
    }

    /**
     * Removes all but one of those that were made at the same time: the one that later runs start from stays. To be called when
     * this run's containers are gone. A run that began to start from another of them meanwhile starts cold.
     */
    void removeDoubles(String key) {
        find(key)
                .ifPresent(kept -> snapshots.warm(SnapshotLabels.KEY, key).stream()
                        .filter(each -> !each.id().equals(kept.id()))
                        .forEach(this::remove));
    }

    /** Another run may have containers of it; then it stays until it is pruned. */
    void remove(Snapshot snapshot) {
        try {
            snapshots.remove(snapshot);
        } catch (DockerException e) {
            LOG.log(Level.DEBUG, "Snapshot " + snapshot.id() + " can't be removed now", e);
        }
    }
}
