package dev.drydock.client.internal.discovery;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Lets the fuzzing tests in, which are in a package of their own. */
public final class FuzzedContext {
    private FuzzedContext() {}

    /**
     * Reads the files.
     *
     * @param environment the variables
     * @param home with {@code .docker} in it
     * @return the context that is chosen there, as text
     */
    public static String current(Map<String, String> environment, Path home) {
        return String.valueOf(DockerContext.current(new Surroundings(environment, home, List.of())));
    }
}
