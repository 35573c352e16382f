package dev.drydock.benchmarks.snapshot;

import dev.drydock.client.ContainerRemoveOptions;
import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.EventOptions;
import dev.drydock.client.EventStream;
import dev.drydock.client.ExecSpec;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.Event;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotKind;
import dev.drydock.snapshot.SnapshotRequest;
import dev.drydock.snapshot.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes snapshots of a container with data in a volume, and removes all that it makes. */
final class SnapshotTaker implements AutoCloseable {
    private static final String LABEL = "dev.drydock.benchmark";
    private static final String RUN = "drydock-bench-snapshot-";

    private final DockerClient client;
    private final Path folder;
    private final String run = RUN + ProcessHandle.current().pid();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path script;
    private final List<Snapshot> made = new ArrayList<>();
    private String container = "";
    private long ownBytes;

    private interface Work {
        /** @return the image that it made */
        String run() throws IOException, InterruptedException;
    }

    SnapshotTaker(DockerClient client, Path results) throws IOException {
        this.client = client;
        this.folder = Files.createTempDirectory(results, "snapshots");
        this.script = folder.resolve("floor.sh");
        try (InputStream in = Objects.requireNonNull(SnapshotTaker.class.getResourceAsStream("floor.sh"))) {
            Files.write(script, in.readAllBytes());
        }
    }

    /** Removes what runs that were killed have left. */
    static void removeOrphans(DockerClient client) {
        for (ContainerSummary each : client.containers().list(Filters.byLabel(LABEL))) {
            if (isGone(each.labels().getOrDefault(LABEL, ""))) {
                client.containers().remove(each.id(), removal());
            }
        }
        for (ImageSummary each : client.images().list(Filters.byLabel(LABEL))) {
            if (isGone(each.labels().getOrDefault(LABEL, ""))) {
                client.images().remove(each.id(), true);
            }
        }
    }

    private static boolean isGone(String run) {
        return run.matches(RUN + "[0-9]+")
                && ProcessHandle.of(Long.parseLong(run.substring(RUN.length()))).isEmpty();
    }

    private static ContainerRemoveOptions removal() {
        return ContainerRemoveOptions.DEFAULT.withForce().withVolumes();
    }

    /** Makes the container that is frozen from now on, with as many files of 1 MB that don't compress. */
    void container(int megabytes) {
        removeContainers();
        String image = pulled();
        container = client.containers()
                .create(ContainerSpec.of(image)
                        .label(LABEL, run)
                        .volumes("/data")
                        .command("sleep", "86400")
                        .build());
        client.containers().start(container);
        String fill = "for i in $(seq " + megabytes + "); do head -c 1000000 /dev/urandom >/data/file$i; done; sync";
        if (client.exec().run(container, ExecSpec.of("sh", "-c", fill)).exitCode() != 0) {
            throw new IllegalStateException("The volume couldn't be filled");
        }
        ownBytes = size(image);
    }

    private String pulled() {
        String mirror = System.getenv("DRYDOCK_REGISTRY_MIRROR");
        String name = mirror == null ? "busybox:1.36" : mirror + "/library/busybox:1.36";
        try {
            client.images().inspect(name);
        } catch (NotFoundException e) {
            client.images().pull(ImageReference.parse(name), progress -> {});
        }
        return name;
    }

    Taken byScript() throws IOException, InterruptedException {
        String name = "drydock-bench/snapshot:" + ProcessHandle.current().pid();
        Path context = Files.createDirectories(folder.resolve("context"));
        return taken(false, () -> {
            ProcessBuilder bash =
                    new ProcessBuilder("bash", script.toString(), container, context.toString(), name).inheritIO();
            bash.environment().put("SOCKET", client.address().target());
            bash.environment().put("API", client.apiVersion().toString());
            int status = bash.start().waitFor();
            if (status != 0) {
                throw new IOException("The script ended with " + status);
            }
            return name;
        });
    }

    Taken byDrydock() throws IOException, InterruptedException {
        Snapshots snapshots = new Snapshots(client);
        SnapshotRequest.Member member =
                new SnapshotRequest.Member("data", container, "busybox:1.36", "", List.of(), List.of());
        SnapshotRequest request =
                SnapshotRequest.of(SnapshotKind.FAILURE, run, "Benchmark.snapshot", List.of(member), run);
        return taken(true, () -> {
            Snapshot snapshot = snapshots.take(request, threads);
            made.add(snapshot);
            return snapshot.images().get(0).name().toString();
        });
    }

    private Taken taken(boolean inThisJvm, Work work) throws IOException, InterruptedException {
        Instant since = engineTime();
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        long begin = System.nanoTime();
        String image = work.run();
        double wall = (System.nanoTime() - begin) / 1e6;
        long heap =
                heap().stream().mapToLong(each -> each.getPeakUsage().getUsed()).sum();
        long bytes = size(image) - ownBytes;
        double paused = paused(since, engineTime());
        removeImages();
        return new Taken(wall, paused, bytes, inThisJvm ? heap : 0);
    }

    private Instant engineTime() {
        return Instant.parse(Objects.requireNonNull(client.system().info().systemTime()));
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(each -> each.getType() == MemoryType.HEAP)
                .toList();
    }

    private long size(String image) {
        return Objects.requireNonNull(client.images().inspect(image).size());
    }

    private double paused(Instant since, Instant until) {
        long pause = 0;
        long unpause = 0;
        EventOptions options =
                EventOptions.DEFAULT.withSince(since).withUntil(until).withFilters(Filters.by("container", container));
        try (EventStream events = client.system().events(options)) {
            while (events.hasNext()) {
                Event each = events.next();
                if ("pause".equals(each.action())) {
                    pause = each.timeNano();
                } else if ("unpause".equals(each.action())) {
                    unpause = each.timeNano();
                }
            }
        }
        if (pause == 0 || unpause < pause) {
            throw new IllegalStateException("The engine tells of no pause");
        }
        return (unpause - pause) / 1e6;
    }

    /** What was built on the container has its label; the evidence beside it hasn't. */
    private void removeImages() {
        made.forEach(new Snapshots(client)::remove);
        made.clear();
        for (ImageSummary each : client.images().list(Filters.byLabel(LABEL, run))) {
            try {
                client.images().remove(each.id(), true);
            } catch (NotFoundException e) {
                // It went with what was built on it.
            }
        }
    }

    private void removeContainers() {
        for (ContainerSummary each : client.containers().list(Filters.byLabel(LABEL, run))) {
            client.containers().remove(each.id(), removal());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            removeContainers();
            removeImages();
            for (String each : List.of("context/volume.tar", "context/Dockerfile", "context", "floor.sh", ".")) {
                Files.deleteIfExists(folder.resolve(each).normalize());
            }
        } catch (DockerException | IOException e) {
            System.out.println("benchmarks: not all was removed: " + e);
        }
    }
}
