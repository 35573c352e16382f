package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** Takes one snapshot: freezes the containers, builds their images, and writes down what is known of them. */
final class Taking {
    private final DockerClient client;
    private final PauseGuard guard;
    private final ExecutorService threads;
    private final LayeredBuild builder;

    Taking(DockerClient client, PauseGuard guard, ExecutorService threads, LayeredBuild builder) {
        this.client = client;
        this.guard = guard;
        this.threads = threads;
        this.builder = builder;
    }

    Snapshot take(SnapshotRequest request) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String id = SnapshotNames.id(now);
        Path folder;
        try {
            folder = SpooledData.folder(request.maker());
        } catch (IOException e) {
            throw new SnapshotException("No temporary folder could be made: " + e.getMessage(), e);
        }
        EvidenceCollector evidence = EvidenceCollector.begin(client, threads, request);
        Remarks remarks = new Remarks();
        SnapshotBuild build = new SnapshotBuild(client, threads, request, id, builder);
        List<Snapshot.Image> images;
        try {
            List<Freezer.Frozen> frozen = new Freezer(client, threads, remarks, guard).freeze(request, id, folder);
            images = build.images(frozen, ImageLabels.common(request, id, now, remarks.isConsistent(), frozen.size()));
        } catch (RuntimeException e) {
            build.takeBack(e);
            String more = remarks.all().isEmpty() ? "" : " (" + String.join("; ", remarks.all()) + ")";
            throw new SnapshotException(e.getMessage() + more, e);
        } finally {
            SpooledData.delete(folder);
        }
        return evidence.addTo(new Snapshot(
                id,
                request.kind(),
                request.name(),
                request.test(),
                now.toString(),
                remarks.isConsistent(),
                images,
                Optional.empty(),
                OpenCommand.removal(client, images),
                remarks.all()));
    }
}
