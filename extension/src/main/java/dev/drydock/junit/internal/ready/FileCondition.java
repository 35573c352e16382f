package dev.drydock.junit.internal.ready;

import dev.drydock.client.DockerClient;
import dev.drydock.client.NotFoundException;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.util.concurrent.Executor;

/** A file or folder is there in the container. The engine is asked: the container needs no program for it. */
final class FileCondition extends BesideCondition {
    private final DockerClient client;
    private final String containerId;
    private final String path;

    FileCondition(DockerClient client, String containerId, String path, ContainerWatch watch, Executor threads) {
        super(watch, threads);
        this.client = client;
        this.containerId = containerId;
        this.path = path;
    }

    @Override
    Look look() {
        try {
            client.containers().stat(containerId, path);
            return new Look(true, "it is there");
        } catch (NotFoundException e) {
            return new Look(false, e.engineMessage());
        }
    }

    @Override
    public String shown() {
        return path + " is there";
    }

    @Override
    public long maxPauseMillis() {
        return 100;
    }
}
