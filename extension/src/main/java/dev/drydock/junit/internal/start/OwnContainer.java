package dev.drydock.junit.internal.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The container that this JVM runs in, as far as the system tells; whether it is one of the engine's, only that knows. */
final class OwnContainer {
    /** The engine mounts files of its own folder of the container over these. */
    private static final Pattern MOUNT =
            Pattern.compile("/([0-9a-f]{64})(?:/userdata)?/(?:hostname|hosts|resolv\\.conf) /etc/");

    private static final Pattern CGROUP = Pattern.compile("[/-]([0-9a-f]{64})(?:\\.scope)?(?:/|$)", Pattern.MULTILINE);
    private static final Pattern SHORT_ID = Pattern.compile("^([0-9a-f]{12}|[0-9a-f]{64})$", Pattern.MULTILINE);

    private OwnContainer() {}

    /** Ids that it may have, the most likely first; empty when this is no container. */
    static List<String> ids() {
        return ids(Path.of("/"));
    }

    /** @param root of the file system */
    static List<String> ids(Path root) {
        if (!Files.exists(root.resolve(".dockerenv")) && !Files.exists(root.resolve("run/.containerenv"))) {
            return List.of();
        }
        Set<String> ids = new LinkedHashSet<>();
        find(MOUNT, root.resolve("proc/self/mountinfo"), ids);
        find(CGROUP, root.resolve("proc/self/cgroup"), ids);
        // What the engine calls it when nobody says otherwise.
        find(SHORT_ID, root.resolve("etc/hostname"), ids);
        return List.copyOf(ids);
    }

    private static void find(Pattern pattern, Path file, Set<String> ids) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(file));
            while (matcher.find()) {
                ids.add(matcher.group(1));
            }
        } catch (IOException e) {
            // Not on this system.
        }
    }
}
