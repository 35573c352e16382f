package dev.drydock.testing;

import dev.drydock.client.DockerClient;

/** The engine that the tests run on. */
public final class TestEngine {
    /** Never closed: it holds nothing open between two calls. */
    public static final DockerClient CLIENT = DockerClient.connect();

    private TestEngine() {}
}
