package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ContainerConfig;
import dev.drydock.client.model.ImageSummary;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The snapshots on an engine, as the labels of their images tell them. */
final class SnapshotList {
    private static final System.Logger LOG = System.getLogger("dev.drydock");
    private static final String NO_SIZE = "0";

    private final DockerClient client;

    SnapshotList(DockerClient client) {
        this.client = client;
    }

    /** Those that have all their images, the oldest first. */
    List<Snapshot> complete() {
        return read(true);
    }

    /**
     * Those of which images are missing, the oldest first. Another process may be about to make them, or to remove the others:
     * only what is older than any of that takes is left for good.
     */
    List<Snapshot> incomplete() {
        return read(false);
    }

    private List<Snapshot> read(boolean complete) {
        Map<String, List<Named>> byId = new TreeMap<>();
        for (ImageSummary each : client.images().list(Filters.byLabel(SnapshotLabels.ID))) {
            Map<String, String> labels = labels(each);
            String id = labels.getOrDefault(SnapshotLabels.ID, "");
            SnapshotImages.name(each, id)
                    .ifPresent(name ->
                            byId.computeIfAbsent(id, key -> new ArrayList<>()).add(new Named(name, each, labels)));
        }
        List<Snapshot> snapshots = new ArrayList<>();
        byId.forEach((id, named) -> {
            Map<Named, FrozenContainer> setups = setups(named);
            if ((isComplete(named) && setups.size() == named.size()) == complete) {
                snapshot(id, named, setups).ifPresent(snapshots::add);
            }
        });
        return snapshots;
    }

    private record Named(ImageReference name, ImageSummary image, Map<String, String> labels) {
        String label(String key) {
            return labels.getOrDefault(key, "");
        }

        boolean isContainer() {
            return !label(SnapshotLabels.CONTAINER).isEmpty();
        }
    }

    /** Not all engines, nor all versions of them, send labels with the list. */
    Map<String, String> labels(ImageSummary image) {
        if (image.labels().containsKey(SnapshotLabels.ID)) {
            return image.labels();
        }
        try {
            return client.images().inspect(image.id()).config().labels();
        } catch (NotFoundException e) {
            return Map.of();
        }
    }

    private static boolean isComplete(List<Named> named) {
        long images = named.stream().filter(Named::isContainer).count();
        return images > 0
                && named.stream()
                        .map(each -> each.labels().getOrDefault(SnapshotLabels.SIZE, NO_SIZE))
                        .allMatch(size -> size.equals(NO_SIZE) || size.equals(Long.toString(images)));
    }

    /** One that can't be read makes a set incomplete, so that it can go; all others are there as they were. */
    private static Map<Named, FrozenContainer> setups(List<Named> named) {
        Map<Named, FrozenContainer> setups = new LinkedHashMap<>();
        for (Named each : named) {
            try {
                setups.put(each, Setup.parse(each.labels().getOrDefault(SnapshotLabels.SETUP, "{}")));
            } catch (SnapshotException e) {
                LOG.log(Level.WARNING, "The image " + each.name() + " is left out of all snapshots: " + e.getMessage());
            }
        }
        return setups;
    }

    private Optional<Snapshot> snapshot(String id, List<Named> named, Map<Named, FrozenContainer> setups) {
        List<Snapshot.Image> images = new ArrayList<>();
        Optional<ImageReference> evidence = Optional.empty();
        for (Named each : named) {
            if (!each.isContainer()) {
                evidence = Optional.of(each.name());
                continue;
            }
            Optional<Snapshot.Image> image = image(each, setups.getOrDefault(each, Setup.NONE));
            if (image.isEmpty()) {
                return Optional.empty();
            }
            images.add(image.get());
        }
        Named first = named.get(0);
        List<Snapshot.Image> ordered = inOrder(images);
        return Optional.of(new Snapshot(
                id,
                kind(first.label(SnapshotLabels.KIND)),
                first.label(SnapshotLabels.NAME),
                first.label(SnapshotLabels.TEST),
                first.label(SnapshotLabels.CREATED),
                Boolean.parseBoolean(first.label(SnapshotLabels.CONSISTENT)),
                ordered,
                evidence,
                removal(ordered, evidence),
                List.of()));
    }

    private String removal(List<Snapshot.Image> images, Optional<ImageReference> evidence) {
        return OpenCommand.removal(client, images)
                + evidence.map(each -> " " + each).orElse("");
    }

    /** A later Drydock may know more of them. */
    private static SnapshotKind kind(String label) {
        for (SnapshotKind each : SnapshotKind.values()) {
            if (each.name().equals(label.toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        return SnapshotKind.FAILURE;
    }

    private Optional<Snapshot.Image> image(Named each, FrozenContainer setup) {
        String inside = each.label(SnapshotLabels.OPEN);
        String line;
        if (each.labels().containsKey(SnapshotLabels.EXPOSED)) {
            List<String> exposed = List.of(each.label(SnapshotLabels.EXPOSED).split(","));
            line = OpenCommand.line(client, each.name(), exposed, inside);
        } else {
            try {
                ContainerConfig config =
                        client.images().inspect(each.image().id()).config();
                line = OpenCommand.line(client, each.name(), config, inside);
            } catch (NotFoundException e) {
                // Somebody has removed it since it was listed.
                return Optional.empty();
            }
        }
        return Optional.of(new Snapshot.Image(
                each.label(SnapshotLabels.CONTAINER), each.name(), each.image().id(), line, setup));
    }

    /** As they are started, else by name. */
    private static List<Snapshot.Image> inOrder(List<Snapshot.Image> images) {
        Map<String, Snapshot.Image> byName = new LinkedHashMap<>();
        images.stream()
                .sorted(Comparator.comparing(Snapshot.Image::container))
                .forEach(each -> byName.putIfAbsent(each.name().toString(), each));
        return RestoreOrder.of(byName.values());
    }

    /**
     * @param text id of a snapshot, a beginning of it that no other has, the name of one of its images, or the name of the
     *     snapshot: the latest of that name
     */
    Optional<Snapshot> find(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        List<Snapshot> all = complete();
        Optional<Snapshot> exact = all.stream()
                .filter(each -> each.id().equals(text) || hasImage(each, text))
                .findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        Optional<Snapshot> named =
                all.stream().filter(each -> each.name().equals(text)).reduce((earlier, later) -> later);
        if (named.isPresent()) {
            return named;
        }
        List<Snapshot> beginning =
                all.stream().filter(each -> each.id().startsWith(text)).toList();
        return beginning.size() == 1 ? Optional.of(beginning.get(0)) : Optional.empty();
    }

    private static boolean hasImage(Snapshot snapshot, String text) {
        return snapshot.images().stream()
                        .anyMatch(each -> each.name().toString().equals(text)
                                || each.imageId().equals(text))
                || snapshot.evidence()
                        .map(Object::toString)
                        .filter(text::equals)
                        .isPresent();
    }
}
