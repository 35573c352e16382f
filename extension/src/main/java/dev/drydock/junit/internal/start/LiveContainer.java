package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.ExecResult;
import dev.drydock.client.LogOptions;
import dev.drydock.client.OutputFrames;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.session.Rethrow;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** A container that exists on the engine. Not closeable itself: JUnit closes what it finds in its stores. */
public final class LiveContainer implements RunningContainer {
    private final EngineSession session;
    private final DockerClient client;
    private final ContainerPlan plan;
    private final String id;
    private final String host;
    private final Map<Integer, Integer> ports;

    LiveContainer(EngineSession session, ContainerPlan plan, String id, String host, Map<Integer, Integer> ports) {
        this.session = session;
        this.client = session.client();
        this.plan = plan;
        this.id = id;
        this.host = host;
        this.ports = new TreeMap<>(ports);
    }

    /** What it was declared as. */
    public ContainerPlan plan() {
        return plan;
    }

    @Override
    public String name() {
        return plan.name();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String image() {
        return plan.image().toString();
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public int port(int containerPort) {
        Integer port = ports.get(containerPort);
        if (port == null) {
            throw new IllegalArgumentException("Container " + plan.shown() + " doesn't publish port " + containerPort
                    + (ports.isEmpty() ? "; it publishes none" : "; it publishes " + ports.keySet())
                    + ". Name it in @WithContainer(ports = …).");
        }
        return port;
    }

    @Override
    public Map<Integer, Integer> ports() {
        return Map.copyOf(ports);
    }

    @Override
    public ExecResult exec(String... command) {
        return interruptible("running a command", () -> client.exec().run(id, command));
    }

    /** The engine's answer is awaited on our threads: a test's time-out must be able to interrupt its waiting. */
    private <T> T interruptible(String doing, Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, session.threads()).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + doing + " in container " + plan.shown(), e);
        } catch (ExecutionException e) {
            throw Rethrow.causeOf(e);
        }
    }

    @Override
    public String logs() {
        return interruptible("reading the logs", this::allLogs);
    }

    private String allLogs() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputFrames frames = client.containers().logs(id, LogOptions.ALL)) {
            frames.forEachRemaining(frame -> bytes.writeBytes(frame.bytes()));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return plan.shown() + " at " + host + " " + ports;
    }
}
