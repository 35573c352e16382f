package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageReference;
import dev.drydock.client.model.ImageSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what later runs start from: by one listing, without a look at each image, since it is in the way of each start. */
final class WarmSnapshots {
    private static final String WARM = SnapshotKind.WARM.name().toLowerCase(Locale.ROOT);

    /** Who starts from these has the plan of the container; to read what it was would cost more than all the rest. */
    private static final FrozenContainer UNREAD =
            new FrozenContainer("", "", "", List.of(), "", Map.of(), List.of(), List.of(), Map.of(), true);

    private final DockerClient client;

    WarmSnapshots(DockerClient client) {
        this.client = client;
    }

    /** Those of which one label is this, complete, the oldest first. */
    List<Snapshot> by(String label, String value) {
        Filters filters = Filters.byLabel(label, value).label(SnapshotLabels.KIND, WARM);
        Map<String, List<Named>> byId = new LinkedHashMap<>();
        for (ImageSummary each : client.images().list(filters)) {
            String id = each.labels().getOrDefault(SnapshotLabels.ID, "");
            SnapshotImages.name(each, id)
                    .ifPresent(name ->
                            byId.computeIfAbsent(id, key -> new ArrayList<>()).add(new Named(name, each)));
        }
        return byId.entrySet().stream()
                .map(each -> snapshot(each.getKey(), each.getValue()))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Snapshot::created).thenComparing(Snapshot::id))
                .toList();
    }

    private record Named(ImageReference name, ImageSummary image) {}

    private Optional<Snapshot> snapshot(String id, List<Named> named) {
        Map<String, String> labels = named.get(0).image().labels();
        if (!Integer.toString(named.size()).equals(labels.get(SnapshotLabels.SIZE))) {
            return Optional.empty();
        }
        List<Snapshot.Image> images = named.stream()
                .map(each -> new Snapshot.Image(
                        each.image().labels().getOrDefault(SnapshotLabels.CONTAINER, ""),
                        each.name(),
                        each.image().id(),
                        "",
                        UNREAD))
                .toList();
        return Optional.of(new Snapshot(
                id,
                SnapshotKind.WARM,
                labels.getOrDefault(SnapshotLabels.NAME, ""),
                labels.getOrDefault(SnapshotLabels.TEST, ""),
                labels.getOrDefault(SnapshotLabels.CREATED, ""),
                Boolean.parseBoolean(labels.get(SnapshotLabels.CONSISTENT)),
                images,
                Optional.empty(),
                OpenCommand.removal(client, images),
                List.of()));
    }
}
