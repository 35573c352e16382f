package dev.drydock.snapshot;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ImageSummary;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/** Makes the images of a snapshot of what was read, while the containers run again; or takes back what there is of them. */
final class SnapshotBuild {
    private final DockerClient client;
    private final Together together;
    private final SnapshotRequest request;
    private final String id;
    private final LayeredBuild engine;

    SnapshotBuild(
            DockerClient client, ExecutorService threads, SnapshotRequest request, String id, LayeredBuild engine) {
        this.client = client;
        this.together = new Together(threads);
        this.request = request;
        this.id = id;
        this.engine = engine;
    }

    /** @param common labels of all images */
    List<Snapshot.Image> images(List<Freezer.Frozen> frozen, Map<String, String> common) {
        return together.all(frozen.stream()
                .<Callable<Snapshot.Image>>map(each -> () -> image(each, common))
                .toList());
    }

    private Snapshot.Image image(Freezer.Frozen frozen, Map<String, String> common) throws IOException {
        EqualState states = new EqualState(client);
        String state = states.digest(frozen);
        Map<String, String> labels = new LinkedHashMap<>(common);
        labels.putAll(ImageLabels.of(frozen, state));
        ImageReference name =
                SnapshotNames.image(request.name(), frozen.member().name(), id);
        Optional<String> equal = states.find(frozen, state);
        String imageId = equal.isPresent() ? again(equal.get(), frozen, labels, name) : made(frozen, labels, name);
        String line = OpenCommand.line(client, name, frozen.details().config(), frozen.open());
        return new Snapshot.Image(frozen.member().name(), name, imageId, line, Setup.of(frozen));
    }

    private String made(Freezer.Frozen frozen, Map<String, String> labels, ImageReference name) throws IOException {
        return new ImageBuilder(engine).build(frozen.committedId(), frozen.volumes(), labels, name);
    }

    /** The image that there is, under the new name and with the new labels; what it has of others is blanked. */
    private String again(String equal, Freezer.Frozen frozen, Map<String, String> labels, ImageReference name)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        try {
            client.images().inspect(equal).config().labels().keySet().stream()
                    .filter(ImageLabels::isOurs)
                    .forEach(each -> all.put(each, ""));
            all.putAll(labels);
            String made = new ImageBuilder(engine).build(equal, List.of(), all, name);
            client.images().remove(frozen.committedId(), true);
            return made;
        } catch (DockerException e) {
            // It went meanwhile, or is going.
            System.getLogger("dev.drydock")
                    .log(System.Logger.Level.DEBUG, "An image with the same files can''t be used: {0}", e.getMessage());
            return made(frozen, labels, name);
        }
    }

    /** Removes whatever has the snapshot's id, the latest first, since they are built on one another. */
    void takeBack(Exception because) {
        // On some ways to an engine an interrupted thread can't talk to it.
        boolean interrupted = Thread.interrupted();
        try {
            int before = Integer.MAX_VALUE;
            List<ImageSummary> left = left();
            while (!left.isEmpty() && left.size() < before) {
                before = left.size();
                for (ImageSummary each : left) {
                    drop(each);
                }
                left = left();
            }
        } catch (DockerException e) {
            because.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<ImageSummary> left() {
        return client.images().list(Filters.byLabel(SnapshotLabels.ID, id));
    }

    private void drop(ImageSummary image) {
        try {
            client.images().remove(image.id(), true);
        } catch (NotFoundException | ConflictException e) {
            // It went with what was built on it, or goes with that.
            System.getLogger("dev.drydock").log(System.Logger.Level.DEBUG, "{0} isn''t removed yet", image.id());
        }
    }
}
