package dev.drydock.snapshot;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The images of a snapshot, made without containers; its end removes them. Each has a layer of its own of 100,000 bytes. */
final class StoredSet implements AutoCloseable {
    static final int BYTES = 100_000;

    final String id = SnapshotNames.id(Instant.now());
    final List<ImageReference> names = new ArrayList<>();
    private final DockerClient client = TestEngine.CLIENT;

    /** Of containers by these names, each with the instructions besides. */
    static StoredSet of(String instructions, String... containers) throws IOException {
        return new StoredSet(Instant.now(), containers.length, instructions, containers);
    }

    /** One that isn't complete. */
    static StoredSet incomplete() throws IOException {
        return new StoredSet(Instant.now(), 2, "", "db");
    }

    /** One that was taken then, and has come here now. */
    static StoredSet taken(Instant created) throws IOException {
        return new StoredSet(created, 1, "", "db");
    }

    private StoredSet(Instant created, int size, String instructions, String... containers) throws IOException {
        try {
            for (String each : containers) {
                add(created, size, instructions, each);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void add(Instant created, int size, String instructions, String container) throws IOException {
        ImageReference name = SnapshotNames.image("Stored.set", container, id);
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(SnapshotLabels.ID, id);
        labels.put(SnapshotLabels.KIND, "failure");
        labels.put(SnapshotLabels.NAME, "Stored.set");
        labels.put(SnapshotLabels.SIZE, "" + size);
        labels.put(SnapshotLabels.CONTAINER, container);
        labels.put(SnapshotLabels.SETUP, "{\"image\":\"busybox:1.36\"}");
        labels.put(SnapshotLabels.TEST, "stored");
        labels.put(SnapshotLabels.CREATED, created.toString());
        labels.put(SnapshotLabels.CONSISTENT, "true");
        labels.put(SnapshotLabels.OPEN, "exec sh");
        labels.put(SnapshotLabels.MAKER, "");
        names.add(name);
        build(
                name,
                labels,
                "FROM busybox:1.36\nCOPY data /data/" + container + "\n" + instructions + "\n",
                (container + id).repeat(BYTES).substring(0, BYTES));
    }

    private void build(ImageReference name, Map<String, String> labels, String dockerfile, String data)
            throws IOException {
        BuildContext context = new BuildContext().add("Dockerfile", dockerfile).add("data", data);
        try (InputStream tar = context.open()) {
            client.images().build(BuildSpec.DEFAULT.withTags(name).withLabels(labels), tar, progress -> {});
        }
    }

    /** As it is found on the engine. */
    Snapshot snapshot() {
        return new Snapshots(client).find(id).orElseThrow();
    }

    /** Whether the engine has none of its names. */
    boolean isGone() {
        return names.stream().noneMatch(each -> has(SnapshotNames.exact(each)));
    }

    static boolean has(String image) {
        try {
            TestEngine.CLIENT.images().inspect(image);
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    void remove() {
        for (ImageReference each : names) {
            try {
                client.images().remove(SnapshotNames.exact(each), false);
            } catch (NotFoundException e) {
                // The test has removed it.
            }
        }
    }

    @Override
    public void close() {
        remove();
    }
}
