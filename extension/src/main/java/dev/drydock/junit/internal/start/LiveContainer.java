package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.ExecResult;
import dev.drydock.client.LogOptions;
import dev.drydock.client.OutputFrames;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.internal.plan.ContainerPlan;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A container that exists on the engine. Not closeable itself: JUnit closes what it finds in its stores. */
public final class LiveContainer implements RunningContainer {
    private final DockerClient client;
    private final ContainerPlan plan;
    private final String id;
    private final String host;
    private final Map<Integer, Integer> ports;

    LiveContainer(DockerClient client, ContainerPlan plan, String id, String host, Map<Integer, Integer> ports) {
        this.client = client;
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
        return client.exec().run(id, command);
    }

    @Override
    public String logs() {
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
