package dev.drydock.junit.internal.plan;

import java.util.List;
import java.util.Map;

/**
 * What runs in a container, and as whom. Values have placeholders.
 *
 * @param env by the variable's name
 * @param command empty for the image's own
 * @param entrypoint empty for the image's own
 * @param user empty for the image's own
 * @param workingDir empty for the image's own
 * @param hostname empty for the container's name
 * @param init whether an init process of the engine's comes first
 */
public record ProcessPlan(
        Map<String, String> env,
        List<String> command,
        List<String> entrypoint,
        String user,
        String workingDir,
        String hostname,
        boolean init) {}
