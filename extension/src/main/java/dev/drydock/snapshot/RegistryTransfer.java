package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.ImageReference;
import dev.drydock.client.Timeouts;
import dev.drydock.client.model.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Brings snapshots to a registry, and back from there. */
final class RegistryTransfer {
    /** How long an engine may say nothing: at the end of a large layer, registries take their time. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int MOST_IMAGES = 200;

    private final DockerClient client;
    private final DockerClient patient;
    private final Snapshots snapshots;
    private final SnapshotImages images;

    /** @param patience how long an engine may say nothing while it pushes or pulls */
    RegistryTransfer(DockerClient client, Snapshots snapshots, Duration patience) {
        this.client = client;
        this.snapshots = snapshots;
        this.images = new SnapshotImages(client);
        this.patient = client.within(
                Timeouts.DEFAULT.withHead(patience).withInactivity(patience).withCall(Duration.ZERO));
    }

    List<ImageReference> push(Snapshot snapshot, String prefix, Predicate<String> secret, Consumer<Progress> progress) {
        Map<ImageReference, ImageReference> targets = new LinkedHashMap<>();
        List<ImageReference> names = SnapshotImages.names(snapshot);
        names.forEach(each -> targets.put(each, target(prefix, each)));
        String all = names.stream().map(ImageReference::repository).collect(Collectors.joining(","));
        List<ImageReference> pushed = new ArrayList<>();
        List<ImageReference> tagged = new ArrayList<>();
        try (CleanedImages cleaned = CleanedImages.of(client, snapshot, secret, Map.of(SnapshotLabels.IMAGES, all))) {
            for (Map.Entry<ImageReference, ImageReference> each :
                    cleaned.sources().entrySet()) {
                ImageReference target = targets.getOrDefault(each.getKey(), each.getKey());
                boolean there = images.has(target);
                client.images().tag(SnapshotNames.exact(each.getValue()), target);
                if (!there) {
                    tagged.add(target);
                }
                patient.images().push(target, progress);
                pushed.add(target);
            }
            return pushed;
        } catch (DockerException e) {
            throw new SnapshotException(
                    "Snapshot " + snapshot.id() + " couldn't be pushed to '" + prefix + "': " + e.getMessage()
                            + (pushed.isEmpty()
                                    ? ""
                                    : " " + pushed.size() + " of its " + names.size()
                                            + " images are there already; pushing it again completes it."),
                    e);
        } finally {
            images.untag(tagged);
        }
    }

    /** A line for people. */
    static String text(Progress progress) {
        Progress.Detail detail = progress.progressDetail();
        Long total = detail == null ? null : detail.total();
        String size = detail == null || detail.current() == null || total == null || total == 0
                ? ""
                : " " + detail.current() + "/" + total;
        return ((progress.id() == null ? "" : progress.id() + ": ")
                        + (progress.status() == null ? "" : progress.status())
                        + size)
                .strip();
    }

    private static ImageReference target(String prefix, ImageReference image) {
        String base = prefix.replaceAll("/+$", "");
        if (base.isBlank()) {
            throw new IllegalArgumentException(
                    "There is no registry to push to. Name one, such as registry.example.com/snapshots.");
        }
        ImageReference target;
        try {
            target = ImageReference.parse(base + "/" + image.repository() + ":" + image.tag());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Nothing can be pushed to '" + base + "': it isn't a registry and a path, such as"
                            + " registry.example.com/snapshots (" + e.getMessage() + ")",
                    e);
        }
        if (SnapshotNames.isOurs(target, String.valueOf(target.tag()))) {
            throw new IllegalArgumentException("'" + base + "' is no registry, but the beginning of the names that"
                    + " snapshots have here. Name one, such as registry.example.com/snapshots.");
        }
        return target;
    }

    Snapshot pull(String reference, Consumer<Progress> progress) {
        ImageReference first = ImageReference.parse(reference);
        String id = first.tag();
        int start = ("/" + first.repository()).lastIndexOf("/" + SnapshotNames.PREFIX);
        // In whole: a beginning of one would find whatever begins so here.
        if (id == null || !id.matches(Importer.ID) || first.digest() != null || start < 0) {
            throw new SnapshotException(
                    "'" + reference + "' isn't the name of an image of a snapshot that was pushed. Such a name is"
                            + " REGISTRY/PATH/drydock/CLASS.METHOD/CONTAINER:ID.",
                    null);
        }
        Snapshot present = snapshots.find(id).orElse(null);
        if (present != null) {
            return present;
        }
        List<ImageReference> pulled = new ArrayList<>();
        List<ImageReference> made = new ArrayList<>();
        try {
            pull(first, id, progress, pulled);
            String path = first.repository().substring(0, start);
            for (String each : repositories(first, id)) {
                ImageReference there = new ImageReference(first.registry(), path + each, id, null);
                if (!there.equals(first)) {
                    pull(there, id, progress, pulled);
                }
                ImageReference own = new ImageReference(ImageReference.DOCKER_HUB, each, id, null);
                if (!images.has(own)) {
                    made.add(own);
                }
                client.images().tag(there.toString(), own);
            }
            Snapshot snapshot = snapshots
                    .find(id)
                    .orElseThrow(() -> new SnapshotException(
                            "What '" + reference + "' belongs to isn't complete in the registry. Push it again.",
                            null));
            made.clear();
            return snapshot;
        } catch (DockerException e) {
            throw new SnapshotException("No snapshot could be pulled by '" + reference + "': " + e.getMessage(), e);
        } finally {
            images.untag(pulled);
            images.untag(made);
        }
    }

    private void pull(ImageReference image, String id, Consumer<Progress> progress, List<ImageReference> pulled) {
        if (!images.has(image)) {
            pulled.add(image);
        }
        patient.images().pull(image, progress);
        if (!id.equals(label(image, SnapshotLabels.ID))) {
            throw new SnapshotException(
                    "'" + image + "' isn't an image of the snapshot " + id + ": its labels say otherwise.", null);
        }
    }

    private Set<String> repositories(ImageReference first, String id) {
        Set<String> repositories =
                new TreeSet<>(List.of(label(first, SnapshotLabels.IMAGES).split(",", -1)));
        for (String each : repositories) {
            boolean legal = repositories.size() <= MOST_IMAGES && each.startsWith(SnapshotNames.PREFIX);
            try {
                legal = legal && SnapshotNames.isOurs(ImageReference.parse(each + ":" + id), id);
            } catch (IllegalArgumentException e) {
                legal = false;
            }
            if (!legal) {
                throw new SnapshotException(
                        "'" + first + "' doesn't say which other images the snapshot has (in the label "
                                + SnapshotLabels.IMAGES + "): it wasn't pushed by Drydock.",
                        null);
            }
        }
        return repositories;
    }

    private String label(ImageReference image, String label) {
        return client.images().inspect(image.toString()).config().labels().getOrDefault(label, "");
    }
}
