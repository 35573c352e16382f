package dev.drydock.junit.internal.plan;

import java.nio.file.Path;
import java.util.Map;

/**
 * An image to build.
 *
 * @param folder whose files the build sees
 * @param file the Dockerfile, below the folder
 * @param args of the build, with placeholders
 * @param target stage to stop at; empty for the last
 */
public record BuildPlan(Path folder, String file, Map<String, String> args, String target) {
    /** How messages speak of it. */
    public String shown() {
        return folder.resolve(file).toString();
    }
}
