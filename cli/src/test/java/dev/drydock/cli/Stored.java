package dev.drydock.cli;

import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageReference;
import dev.drydock.client.MountSpec;
import dev.drydock.client.NotFoundException;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotKind;
import dev.drydock.snapshot.SnapshotRequest;
import dev.drydock.snapshot.Snapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A snapshot of containers that have done something; its end removes it. Its method is called as nobody else's, so that tests of
 * other builds on the same engine don't get into the way.
 */
final class Stored implements AutoCloseable {
    static final DockerClient CLIENT = DockerClient.connect();
    static final Snapshots SNAPSHOTS = new Snapshots(CLIENT);

    private static final String BOX = "busybox:1.36";

    private final List<String> containers = new ArrayList<>();
    private final List<Snapshot> taken = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<SnapshotRequest.Member> members = new ArrayList<>();

    Stored() {
        supply();
    }

    private static void supply() {
        String mirror = System.getenv("DRYDOCK_REGISTRY_MIRROR");
        try {
            CLIENT.images().inspect(BOX);
        } catch (NotFoundException e) {
            ImageReference source = ImageReference.parse(mirror == null ? BOX : mirror + "/library/" + BOX);
            CLIENT.images().pull(source, progress -> {});
            CLIENT.images().tag(source.toString(), ImageReference.parse(BOX));
        }
    }

    /** One container, called {@code box}. */
    static Stored box(String commandLine) {
        Stored stored = new Stored();
        try {
            stored.add("box", commandLine, ContainerSpec.of(BOX));
            stored.take(SnapshotKind.FAILURE);
            return stored;
        } catch (RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    /** Two containers: {@code store}, whose web server gives out what lies in its volume, and {@code box}. */
    static Stored set() {
        Stored stored = new Stored();
        try {
            stored.add(
                    "store",
                    "echo kept >/data/file",
                    ContainerSpec.of(BOX)
                            .mounts(MountSpec.anonymousVolume("/data"))
                            .env("SECRET_TOKEN", "hunter2")
                            .publish(8080, "127.0.0.1", 0)
                            .command("httpd", "-f", "-p", "8080", "-h", "/data"));
            stored.add("box", "echo changed >/etc/motd", ContainerSpec.of(BOX));
            stored.take(SnapshotKind.FAILURE);
            return stored;
        } catch (RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    /** What busybox is made of; it sleeps. */
    ContainerSpec.Builder box() {
        return spec().command("sleep", "600");
    }

    static ContainerSpec.Builder spec() {
        return ContainerSpec.of(BOX);
    }

    /** One container, called {@code box}, that ends at once when it is started again, with code 3. */
    static Stored ending() {
        return odd(ContainerSpec.of(BOX).command("sh", "-c", "test -e /started && exit 3; touch /started; sleep 600"));
    }

    /** One container, called {@code box}, that had ended when it was frozen. */
    static Stored ended() {
        Stored stored = new Stored();
        try {
            stored.add("box", "touch /started", ContainerSpec.of(BOX));
            CLIENT.containers().stop(stored.containers.get(0), Duration.ZERO);
            stored.take(SnapshotKind.FAILURE);
            return stored;
        } catch (RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    /** One container, called {@code box}, with a capability of its own. */
    static Stored capable() {
        return odd(ContainerSpec.of(BOX).capAdd("CHOWN").command("sleep", "600"));
    }

    /** Of a test whose name a shell and a terminal would obey. */
    static Stored odd(ContainerSpec.Builder spec) {
        Stored stored = new Stored();
        try {
            stored.create("box", "until test -e /started; do touch /started; done", spec);
            stored.take(
                    SnapshotKind.FAILURE,
                    "[engine:junit-jupiter]/[class:org.shop.OddTests]/[method:it's%1B%5B2J()]",
                    "OddTests.it's\u001b[2J\u009b2J");
            return stored;
        } catch (RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    private void add(String name, String commandLine, ContainerSpec.Builder spec) {
        if (!name.equals("store")) {
            spec.command("sleep", "600");
        }
        create(name, commandLine, spec);
    }

    private void create(String name, String commandLine, ContainerSpec.Builder spec) {
        String id = CLIENT.containers().create(spec.build());
        containers.add(id);
        CLIENT.containers().start(id);
        sh(name, id, commandLine);
        members.add(new SnapshotRequest.Member(name, id, BOX, "", List.of(), List.of()));
    }

    private static void sh(String name, String id, String commandLine) {
        if (CLIENT.exec().run(id, "sh", "-c", commandLine).exitCode() != 0) {
            throw new AssertionError(name + ": " + commandLine);
        }
    }

    /** Lets the only container do more, and takes one more snapshot. */
    Snapshot more(String commandLine) {
        sh("box", containers.get(containers.size() - 1), commandLine);
        return take(SnapshotKind.CHECKPOINT);
    }

    private Snapshot take(SnapshotKind kind) {
        return take(
                kind,
                "[engine:junit-jupiter]/[class:org.shop.OrderTests]/[method:keepsOrders(int)]",
                "OrderTests.keepsOrders");
    }

    private Snapshot take(SnapshotKind kind, String test, String name) {
        SnapshotRequest request = SnapshotRequest.of(kind, test, name, members, "cli-it");
        Snapshot snapshot = SNAPSHOTS.take(request, threads);
        taken.add(snapshot);
        return snapshot;
    }

    Snapshot snapshot() {
        return taken.get(0);
    }

    String id() {
        return snapshot().id();
    }

    /** What is there of it: containers, networks and volumes that were opened. */
    static List<String> opened(String id) {
        Filters ours = Filters.byLabel("dev.drydock.open.snapshot", id);
        List<String> opened = new ArrayList<>();
        CLIENT.containers().list(ours).forEach(each -> opened.add("container " + each.names() + " " + each.state()));
        CLIENT.networks().list(ours).forEach(each -> opened.add("network " + each.name()));
        CLIENT.volumes().list(ours).forEach(each -> opened.add("volume " + each.name()));
        return opened;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        containers.forEach(CLIENT.containers()::remove);
        for (Snapshot each : taken) {
            if (SNAPSHOTS.find(each.id()).isPresent()) {
                SNAPSHOTS.remove(each);
            }
        }
    }
}
