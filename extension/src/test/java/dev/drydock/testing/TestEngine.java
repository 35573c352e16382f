package dev.drydock.testing;

import dev.drydock.client.DockerClient;
import dev.drydock.client.RawRequest;

/** The engine that the tests run on. */
public final class TestEngine {
    /** Never closed: it holds nothing open between two calls. */
    public static final DockerClient CLIENT = DockerClient.connect();

    private TestEngine() {}

    /** Whether images are in containerd's store, with Docker's. */
    public static boolean hasContentStore() {
        Object status = CLIENT.operations().request(RawRequest.get("/info")).at("DriverStatus");
        return String.valueOf(status).contains("io.containerd.");
    }
}
