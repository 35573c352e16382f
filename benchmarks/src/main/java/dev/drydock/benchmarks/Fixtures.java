package dev.drydock.benchmarks;

import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ContainerSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The containers on the engine that are asked about. All carry a label, and all go in the end. */
final class Fixtures implements AutoCloseable {
    /** Bytes of a short line of output, with its end. */
    static final int LINE = 100;

    /** Bytes into which the engine cuts long lines. */
    static final int BLOCK = 16 * 1024;

    /** In the containers for archives. */
    static final String FILE = "/tmp/benchmark";

    private static final int LISTED = 100;
    private static final String BUSYBOX = "busybox:1.36";

    private final DockerClient client;
    private final Place place;
    private final String image;

    Fixtures(DockerClient client, Place place) {
        this.client = client;
        this.place = place;
        String mirror = System.getenv("DRYDOCK_REGISTRY_MIRROR");
        image = mirror == null ? BUSYBOX : mirror + "/library/" + BUSYBOX;
    }

    static long bytes(int megabytes) {
        return megabytes * 1024L * 1024;
    }

    void pull() {
        try {
            client.images().inspect(image);
        } catch (NotFoundException e) {
            client.images().pull(ImageReference.parse(image), progress -> {});
        }
    }

    void list() {
        String[] label = place.listed().split("=", 2);
        for (int i = 0; i < LISTED; i++) {
            client.containers()
                    .create(spec(place.run() + Place.LISTED + i)
                            .label(label[0], label[1])
                            .label("com.example.component", "order-service")
                            .env("DATABASE_URL", "postgres://db:5432/orders")
                            .command("sleep", "60")
                            .publish(5432, "127.0.0.1", 0)
                            .build());
        }
    }

    void logs(int line, int megabytes) {
        String text = line == LINE
                ? "yes " + "x".repeat(LINE - 1) + " | head -c " + bytes(megabytes)
                : "head -c " + bytes(megabytes) + " /dev/zero | tr '\\0' x";
        run(spec(place.logs(line, megabytes)).command("sh", "-c", text));
    }

    void archive(int megabytes) {
        String text = "head -c " + bytes(megabytes) + " /dev/zero | tr '\\0' x > " + FILE;
        run(spec(place.archive(megabytes)).command("sh", "-c", "mkdir -p /tmp && " + text));
    }

    private void run(ContainerSpec.Builder spec) {
        String id = client.containers()
                .create(spec.option("HostConfig.LogConfig.Type", "json-file").build());
        client.containers().start(id);
        long status = client.containers().waitUntilStopped(id).statusCode();
        if (status != 0) {
            throw new IllegalStateException("The container that prepares the data ended with " + status);
        }
    }

    private ContainerSpec.Builder spec(String name) {
        return ContainerSpec.of(image).name(name).label(Place.LABEL, place.run());
    }

    /** Keeps what the engine answers, for the replay server. */
    void record(Path folder) throws IOException {
        try (BareSocket socket = new BareSocket(place.address(), BareSocket.buffer())) {
            String version = "/v" + client.apiVersion();
            Files.write(folder.resolve(ReplayServer.PING), socket.record(BareSocket.get("/_ping")));
            Files.write(
                    folder.resolve(ReplayServer.INSPECT),
                    socket.record(BareSocket.get(version + "/containers/" + place.inspected() + "/json")));
            Files.write(
                    folder.resolve(ReplayServer.LIST),
                    socket.record(BareSocket.get(FloorPeer.listTarget(place.listed()))));
        }
    }

    /** Removes what a run that was killed has left behind. */
    void removeOrphans() {
        for (ContainerSummary one : client.containers().list(Filters.byLabel(Place.LABEL))) {
            String run = one.labels().getOrDefault(Place.LABEL, "");
            if (run.matches("drydock-bench-[0-9]+")
                    && ProcessHandle.of(Long.parseLong(run.substring(14))).isEmpty()) {
                client.containers().remove(one.id());
            }
        }
    }

    /** Removes all containers of this run. */
    @Override
    public void close() {
        Filters ours = Filters.byLabel(Place.LABEL, place.run());
        for (ContainerSummary one : client.containers().list(ours)) {
            try {
                client.containers().remove(one.id());
            } catch (NotFoundException e) {
                // Removed already: that is what was wanted.
            }
        }
    }
}
