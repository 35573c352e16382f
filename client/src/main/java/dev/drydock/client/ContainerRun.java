package dev.drydock.client;

import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container from its creation to its removal. */
final class ContainerRun {
    private final Containers containers;
    private final ContainerSpec spec;
    private final @Nullable InputStream stdin;
    private final String doing;

    ContainerRun(Containers containers, ContainerSpec spec, @Nullable InputStream stdin) {
        this.containers = containers;
        this.stdin = stdin;
        this.doing = "run a container from image '" + spec.image() + "'";
        if (spec.body().get("HostConfig") instanceof Map<?, ?> host
                && host.get("RestartPolicy") instanceof Map<?, ?> policy
                && policy.get("Name") instanceof String name
                && !name.isEmpty()
                && !name.equals("no")) {
            throw new IllegalArgumentException("Cannot " + doing + ": with the restart policy '" + name
                    + "' it wouldn't end. Use create and start.");
        }
        // Removed by the engine, it couldn't be asked for its exit code.
        ContainerSpec own = spec.with("HostConfig.AutoRemove", false);
        this.spec = stdin == null
                ? own
                : own.with("OpenStdin", true).with("StdinOnce", true).with("AttachStdin", true);
    }

    ExecResult run() {
        // Cancelled in the middle of this, it would leave a container behind that nobody knows.
        String id = containers.lasting().create(spec);
        ExecResult result;
        try {
            result = run(id);
        } catch (RuntimeException | Error e) {
            try {
                remove(id);
            } catch (DockerException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
        remove(id);
        return result;
    }

    private ExecResult run(String id) {
        CollectedOutput output = new CollectedOutput(doing);
        // Before it is started: its first words would else be missed, or its end.
        try (Attachment attached = containers.attach(id, stdin == null ? AttachOptions.OUTPUT : AttachOptions.ALL)) {
            containers.start(id);
            output.collect(attached, stdin);
        }
        long exitCode = containers.waitUntilStopped(id).statusCode();
        return new ExecResult(exitCode, output.stdout(), output.stderr());
    }

    private void remove(String id) {
        // On some ways to an engine an interrupted thread can't talk to it.
        boolean interrupted = Thread.interrupted();
        try {
            containers.lasting().removeIfPresent(id);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
