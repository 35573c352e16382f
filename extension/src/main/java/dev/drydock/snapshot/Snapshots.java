package dev.drydock.snapshot;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ContainerConfig;
import dev.drydock.client.model.ImageSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * The snapshots on an engine: takes, lists, finds and removes them. Thread-safe; but two snapshots of the same container
 * must not be taken at the same time, since each pauses and unpauses it.
 *
 * <p>All that is known of a snapshot lies in the labels of its images, so that any process, today or next week, finds it.
 */
public final class Snapshots {
    private final DockerClient client;

    /** @param client of the engine; not closed here */
    public Snapshots(DockerClient client) {
        this.client = client;
    }

    /**
     * Freezes containers. All that run are paused together; while they are, their file systems are committed and the data
     * of their volumes copied to temporary files of this machine; then they go on, and the images are built. Stopped
     * containers are read as they are.
     *
     * @param request what to freeze
     * @param threads run the reading of the containers, which goes on in parallel
     * @return the snapshot
     * @throws SnapshotException when it couldn't be taken; the containers go on, and nothing half-made is left
     */
    public Snapshot take(SnapshotRequest request, ExecutorService threads) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String id = SnapshotNames.id(now);
        Path folder;
        try {
            folder = SpooledData.folder(request.maker());
        } catch (IOException e) {
            throw new SnapshotException("No temporary folder could be made: " + e.getMessage(), e);
        }
        Freezer freezer = new Freezer(client, threads);
        List<Freezer.Frozen> frozen = List.of();
        List<Snapshot.Image> images = new ArrayList<>();
        try {
            frozen = freezer.freeze(request, id, now, folder);
            for (Freezer.Frozen each : frozen) {
                images.add(image(request, each, id));
            }
        } catch (IOException | RuntimeException e) {
            images.forEach(image -> drop(image.name().toString(), e));
            frozen.forEach(each -> drop(each.committedId(), e));
            List<String> remarks = freezer.remarks();
            String more = remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")";
            throw new SnapshotException(e.getMessage() + more, e);
        } finally {
            SpooledData.delete(folder);
        }
        List<String> remarks = new ArrayList<>(freezer.remarks());
        if (client.isPodman()) {
            remarks.add("Podman doesn't tell who owns the files in volumes: they belong to root in the snapshot");
        }
        return new Snapshot(
                id,
                request.test(),
                now.toString(),
                freezer.isConsistent(),
                images,
                OpenCommand.removal(client, images),
                remarks);
    }

    private Snapshot.Image image(SnapshotRequest request, Freezer.Frozen frozen, String id) throws IOException {
        ImageReference name =
                SnapshotNames.image(request.name(), frozen.member().name(), id);
        String imageId = new ImageBuilder(client).build(frozen, name);
        String line = OpenCommand.line(client, name, frozen.details().config(), frozen.open());
        return new Snapshot.Image(frozen.member().name(), name, imageId, line);
    }

    private void drop(String image, Exception because) {
        try {
            client.images().remove(image, true);
        } catch (NotFoundException | ConflictException e) {
            // It went with what was built on it, or goes with that.
        } catch (DockerException e) {
            because.addSuppressed(e);
        }
    }

    /** @return all snapshots that the engine has, the oldest first */
    public List<Snapshot> list() {
        Map<String, List<Named>> byId = new LinkedHashMap<>();
        for (ImageSummary each : client.images().list(Filters.byLabel(SnapshotLabels.ID))) {
            String id = each.labels().getOrDefault(SnapshotLabels.ID, "");
            name(each, id)
                    .ifPresent(name ->
                            byId.computeIfAbsent(id, key -> new ArrayList<>()).add(new Named(name, each)));
        }
        return byId.entrySet().stream()
                .map(each -> snapshot(each.getKey(), each.getValue()))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Snapshot::id))
                .toList();
    }

    private record Named(ImageReference name, ImageSummary image) {}

    /**
     * The name that an image of a snapshot was given: half-made ones have none, and what somebody has built on one has its
     * labels, but another name.
     */
    private static Optional<ImageReference> name(ImageSummary image, String id) {
        return image.repoTags().stream()
                .map(ImageReference::parse)
                .filter(each -> each.repository().startsWith(SnapshotNames.PREFIX) && id.equals(each.tag()))
                .findFirst();
    }

    private Optional<Snapshot> snapshot(String id, List<Named> named) {
        Map<String, String> labels = named.get(0).image().labels();
        List<Snapshot.Image> images = new ArrayList<>();
        for (Named each : named) {
            Map<String, String> own = each.image().labels();
            String inside = own.getOrDefault(SnapshotLabels.OPEN, OpenCommand.ENDED);
            try {
                ContainerConfig config =
                        client.images().inspect(each.image().id()).config();
                String line = OpenCommand.line(client, each.name(), config, inside);
                images.add(new Snapshot.Image(
                        own.getOrDefault(SnapshotLabels.CONTAINER, ""),
                        each.name(),
                        each.image().id(),
                        line));
            } catch (NotFoundException e) {
                // Somebody has removed it since it was listed.
                return Optional.empty();
            }
        }
        return Optional.of(new Snapshot(
                id,
                labels.getOrDefault(SnapshotLabels.TEST, ""),
                labels.getOrDefault(SnapshotLabels.CREATED, ""),
                Boolean.parseBoolean(labels.get(SnapshotLabels.CONSISTENT)),
                images,
                OpenCommand.removal(client, images),
                List.of()));
    }

    /**
     * @param id of a snapshot
     * @return it, if the engine has it
     */
    public Optional<Snapshot> find(String id) {
        return list().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /**
     * Removes a snapshot's images.
     *
     * @param snapshot as taken or found
     * @throws ConflictException when a container that was started from one of them still exists
     */
    public void remove(Snapshot snapshot) {
        for (Snapshot.Image each : snapshot.images()) {
            try {
                client.images().remove(each.name().toString(), false);
            } catch (NotFoundException e) {
                System.getLogger("dev.drydock").log(System.Logger.Level.DEBUG, "{0} is gone already", each.name());
            }
        }
    }
}
