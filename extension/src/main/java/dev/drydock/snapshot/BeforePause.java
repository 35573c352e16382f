package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.DockerTimeoutException;
import dev.drydock.client.ExecResult;
import dev.drydock.client.ExecSpec;
import dev.drydock.client.Invocation;
import dev.drydock.client.OutputFrame;
import dev.drydock.client.OutputFrames;
import dev.drydock.client.RawRequest;
import dev.drydock.client.Timeouts;
import dev.drydock.client.model.ContainerDetails;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done in a running container before it is paused. What fails here is noted, and the snapshot goes on. */
final class BeforePause {
    /** For one command of the user's. */
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** For all of a memory file system. */
    private static final Duration MEMORY_LIMIT = Duration.ofMinutes(2);

    private static final int LONGEST = 1000;

    private final DockerClient client;
    private final Remarks remarks;
    private final Duration limit;

    BeforePause(DockerClient client, Remarks remarks) {
        this(client, remarks, LIMIT);
    }

    BeforePause(DockerClient client, Remarks remarks, Duration limit) {
        this.client = client;
        this.remarks = remarks;
        this.limit = limit;
    }

    /** Runs the user's commands for it, one after the other. */
    void commands(SnapshotRequest.Member member, ContainerDetails details) {
        for (String command : member.before()) {
            String what = "'" + command + "', to be run in container '" + member.name() + "' before the snapshot, ";
            if (!details.state().running() || details.state().paused()) {
                remarks.add(what + "wasn't: the container doesn't run");
                continue;
            }
            try {
                ExecResult result =
                        client.within(Timeouts.DEFAULT.withCall(limit)).exec().run(details.id(), "sh", "-c", command);
                if (result.exitCode() != 0) {
                    remarks.add(what + "failed with exit code " + result.exitCode() + said(result));
                }
            } catch (DockerTimeoutException e) {
                remarks.add(what + "took longer than " + limit.toSeconds() + " s, and wasn't waited for any longer");
            } catch (DockerException e) {
                remarks.add(what + "couldn't be: " + e.getMessage());
            }
        }
    }

    private static String said(ExecResult result) {
        String text = (result.stderrText().isBlank() ? result.stdoutText() : result.stderrText()).strip();
        return text.isEmpty() ? "" : ": " + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }

    /**
     * Reads a memory file system, which is to be seen in the container alone, with the container's own {@code tar}.
     *
     * @return its data; empty when it couldn't be read
     */
    Optional<VolumeSpool.Spooled> memory(ContainerDetails details, FrozenVolume volume, Path folder)
            throws IOException {
        String what = "The memory file system at " + volume.path() + " of container " + details.name()
                + " isn't in the snapshot: ";
        if (!details.state().running() || details.state().paused()) {
            remarks.add(what + "the container doesn't run");
            return Optional.empty();
        }
        String name = volume.path().substring(volume.path().lastIndexOf('/') + 1);
        Path file = Files.createTempFile(folder, "memory", ".tar");
        String failure;
        try (OutputStream out = VolumeSpool.open(file, name)) {
            failure = tar(details.id(), VolumeSpool.parent(volume.path()), name, out);
        } catch (DockerException e) {
            failure = String.valueOf(e.getMessage());
        }
        if (!failure.isEmpty()) {
            Files.delete(file);
            remarks.add(
                    what + "it is read by the container's own tar, which couldn't be run (" + failure.strip() + ")");
            return Optional.empty();
        }
        return Optional.of(new VolumeSpool.Spooled(volume.path(), volume.path(), file));
    }

    private String tar(String container, String parent, String name, OutputStream out) throws IOException {
        DockerClient bounded = client.within(Timeouts.DEFAULT.withCall(MEMORY_LIMIT));
        String exec = bounded.exec()
                .create(
                        container,
                        ExecSpec.of("tar", "-cf", "-", "-C", parent, "--", name).withUser("0"));
        StringBuilder said = new StringBuilder();
        try (OutputFrames output = bounded.exec().start(exec)) {
            while (output.hasNext()) {
                OutputFrame frame = output.next();
                if (frame.source() == OutputFrame.Source.STDOUT) {
                    out.write(frame.bytes());
                } else if (said.length() < LONGEST) {
                    said.append(new String(frame.bytes(), StandardCharsets.UTF_8));
                }
            }
        }
        Long exitCode = exitCode(exec);
        return exitCode != null && exitCode == 0 ? "" : "exit code " + exitCode + ": " + said;
    }

    /** May be missing for a moment after the output has ended. */
    private @Nullable Long exitCode(String exec) {
        Long code = client.exec().inspect(exec).exitCode();
        for (int i = 0; code == null && i < 100; i++) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
            code = client.exec().inspect(exec).exitCode();
        }
        return code;
    }

    /** Lets the engine write down the state of the processes, where it can. */
    void checkpoint(ContainerDetails details, String name) {
        String what = "The processes of container " + details.name() + " aren't kept: ";
        if (!details.state().running() || details.state().paused()) {
            remarks.add(what + "it doesn't run");
            return;
        }
        try {
            if (client.isPodman()) {
                client.operations()
                        .invoke(Invocation.of("ContainerCheckpointLibpod")
                                .param("name", details.id())
                                .param("leaveRunning", true)
                                .param("keep", true));
            } else if (!client.system().info().experimentalBuild()) {
                remarks.add(what + "the engine does that only in experimental mode"
                        + " (\"experimental\": true in its daemon.json, and criu beside it)");
                return;
            } else {
                client.operations()
                        .request(RawRequest.post("/containers/{id}/checkpoints")
                                .path("id", details.id())
                                .body(Map.of("CheckpointID", name, "Exit", false))
                                .patient());
            }
            remarks.add(
                    "The processes of container " + details.name() + " are kept by the engine beside the container, as"
                            + " checkpoint " + name + ": not in the image, and gone when the container is");
        } catch (DockerException e) {
            remarks.add(what + "the engine says: " + e.getMessage());
        }
    }
}
