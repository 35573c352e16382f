package dev.drydock.snapshot;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageListOptions;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ImageSummary;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The images of snapshots on an engine, by their names. */
final class SnapshotImages {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private final DockerClient client;

    SnapshotImages(DockerClient client) {
        this.client = client;
    }

    /** @return the names of all images of a snapshot, that of what was written down beside last */
    static List<ImageReference> names(Snapshot snapshot) {
        List<ImageReference> names = new ArrayList<>(
                snapshot.images().stream().map(Snapshot.Image::name).toList());
        snapshot.evidence().ifPresent(names::add);
        return names;
    }

    /** An image's id; engines put the name of the digest in front of it, or don't. */
    static String digits(String id) {
        return id.substring(id.indexOf(':') + 1);
    }

    /** The {@link #digits} of those that there are containers of. */
    Set<String> used() {
        return client.containers().list(Filters.NONE).stream()
                .map(each -> digits(String.valueOf(each.imageID())))
                .collect(Collectors.toSet());
    }

    /**
     * The name that an image of a snapshot was given: half-made ones have none, and what somebody has built on one has its
     * labels, but another name.
     */
    static Optional<ImageReference> name(ImageSummary image, String id) {
        return image.repoTags().stream()
                .map(ImageReference::parse)
                .filter(each -> SnapshotNames.isOurs(each, id))
                .findFirst();
    }

    boolean has(ImageReference name) {
        try {
            client.images().inspect(SnapshotNames.exact(name));
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** All of a snapshot's, or none. */
    void remove(Snapshot snapshot) {
        Set<String> used = used();
        List<ImageReference> names = new ArrayList<>();
        for (Snapshot.Image each : snapshot.images()) {
            // The engine refuses these: nothing of the set must be gone then.
            names.add(used.contains(digits(each.imageId())) ? 0 : names.size(), each.name());
        }
        snapshot.evidence().ifPresent(names::add);
        for (ImageReference each : names) {
            try {
                client.images().remove(SnapshotNames.exact(each), false);
            } catch (NotFoundException e) {
                LOG.log(Level.DEBUG, "{0} is gone already", each);
            }
        }
        removeUnnamed(snapshot.id());
    }

    /**
     * What goes with the names elsewhere, containerd's store keeps: an image that something is built on, and one whose own base
     * was removed before it.
     */
    private void removeUnnamed(String id) {
        if (client.isPodman()) {
            return;
        }
        ImageListOptions unnamed = ImageListOptions.DEFAULT
                .withAll(true)
                .withFilters(Filters.byLabel(SnapshotLabels.ID, id).and("dangling", true));
        List<ImageSummary> left = client.images().list(unnamed);
        if (left.isEmpty() || !hasContentStore()) {
            // Elsewhere, it is somebody's who has built on the snapshot: labels are handed on.
            return;
        }
        for (ImageSummary each : left) {
            try {
                client.images().remove(each.id(), false);
            } catch (NotFoundException | ConflictException e) {
                LOG.log(Level.DEBUG, "{0} goes with what is built on it", each.id());
            }
        }
    }

    private boolean hasContentStore() {
        return client.system().info().driverStatus().toString().contains("io.containerd.");
    }

    /** Takes names away that were needed for a while; also in a thread that is interrupted. */
    void untag(Collection<ImageReference> names) {
        boolean interrupted = Thread.interrupted();
        names.forEach(this::untag);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void untag(ImageReference name) {
        try {
            client.images().remove(SnapshotNames.exact(name), false);
        } catch (NotFoundException e) {
            // It wasn't made.
        } catch (ConflictException e) {
            LOG.log(Level.DEBUG, "A container uses " + name + ", which stays", e);
        } catch (DockerException e) {
            LOG.log(Level.WARNING, "The image " + name + " is left: " + e.getMessage());
        }
    }
}
