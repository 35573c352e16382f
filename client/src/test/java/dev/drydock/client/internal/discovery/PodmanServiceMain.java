package dev.drydock.client.internal.discovery;

import dev.drydock.client.internal.transport.Connectors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A JVM that finds nothing but a podman on its PATH, twice, and then ends. */
final class PodmanServiceMain {
    private PodmanServiceMain() {}

    /** Prints what was found. */
    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < 2; i++) {
            Surroundings surroundings =
                    new Surroundings(Map.of("PATH", arguments[0]), Path.of("/no/such/home"), List.of());
            System.out.println("found "
                    + new Discovery(surroundings, Connectors.DEFAULT, false)
                            .get()
                            .address());
        }
    }
}
