package dev.drydock.snapshot;

import dev.drydock.client.BuildSpec;
import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.testing.TestEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Containers of a test, and snapshots of them; its end removes all. */
final class Freezing implements AutoCloseable {
    static final String BOX = "busybox:1.36";

    private final DockerClient client;
    private final Snapshots snapshots;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, SnapshotRequest.Member> members = new LinkedHashMap<>();
    private final List<Snapshot> taken = new ArrayList<>();
    private final List<Runnable> undo = new ArrayList<>();

    Freezing() {
        this(TestEngine.CLIENT);
    }

    /** Takes snapshots through another client. */
    Freezing(DockerClient client) {
        this(client, PauseGuard.NONE);
    }

    /** The same, with somebody who may be starting commands. */
    Freezing(DockerClient client, PauseGuard guard) {
        this.client = client;
        this.snapshots = new Snapshots(client, guard);
    }

    /** Starts a container that is to be frozen. */
    String box(String name, Consumer<ContainerSpec.Builder> more) {
        // Without a network, which takes the engine most of the time of a start.
        return start(name, BOX, spec -> more.accept(spec.networkMode("none")), List.of());
    }

    /** The same of any image, with what is run before the pause. */
    String start(String name, String image, Consumer<ContainerSpec.Builder> more, List<String> before) {
        ContainerSpec.Builder spec = ContainerSpec.of(image);
        if (image.equals(BOX)) {
            spec.command("sleep", "600");
        }
        more.accept(spec);
        String id = TestEngine.CLIENT.containers().create(spec.build());
        undo.add(0, () -> TestEngine.CLIENT.containers().removeIfPresent(id));
        TestEngine.CLIENT.containers().start(id);
        members.put(name, new SnapshotRequest.Member(name, id, image, "", before, List.of()));
        return id;
    }

    /** Something to be done at the end, after what was added later. */
    void atEnd(Runnable task) {
        undo.add(task);
    }

    SnapshotRequest request() {
        return SnapshotRequest.of(
                SnapshotKind.CHECKPOINT, "a test's id", "Freezing.test", List.copyOf(members.values()), "somebody");
    }

    Snapshot take(SnapshotOptions options) {
        return take(request().withOptions(options));
    }

    /** The same with that builder of the engine. */
    Snapshot take(BuildSpec.Builder builder) {
        return noted(new Snapshots(client, PauseGuard.NONE, builder).take(request(), threads));
    }

    Snapshot take(SnapshotRequest request) {
        return noted(snapshots.take(request, threads));
    }

    private Snapshot noted(Snapshot snapshot) {
        taken.add(snapshot);
        return snapshot;
    }

    /** Runs a command line in a container, which must succeed. */
    static String sh(String container, String commandLine) {
        var result = TestEngine.CLIENT.exec().run(container, "sh", "-c", commandLine);
        if (result.exitCode() != 0) {
            throw new AssertionError(commandLine + " exited with " + result.exitCode() + ": " + result.stderrText());
        }
        return result.stdoutText();
    }

    /**
     * A command line that lists all there is in a folder: kind, owner, mode, links, size, digest, where links lead, times but of
     * folders. Names as bytes.
     */
    static String listing(String folder) {
        return "cd " + folder + " && find . -print0 | sort -z | xargs -0 stat -c '%F|%u:%g|%a|%n'"
                // Docker 28 makes folders anew when it copies an image's into a volume.
                + " && find . ! -type d -print0 | sort -z | xargs -0 -r stat -c '%Y %n'"
                + " && find . -type f -print0 | sort -z | xargs -0 -r stat -c '%h %s %n'"
                + " && find . -type f -print0 | sort -z | xargs -0 -r sha256sum"
                + " && find . -type l | sort | while read -r l; do echo \"$l -> $(readlink \"$l\")\"; done"
                + " && find . -print0 | sort -z | od -An -tx1";
    }

    @Override
    public void close() {
        threads.shutdownNow();
        undo.forEach(Runnable::run);
        taken.forEach(each -> new Snapshots(TestEngine.CLIENT).remove(each));
    }
}
