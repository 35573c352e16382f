package dev.drydock.client.internal.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The last search that found no engine. A JVM in which many tests ask for one waits only once; an engine that is started
 * meanwhile makes a socket, and is found.
 */
final class LastSearch {
    private static volatile @Nullable LastSearch last;

    private final Inputs inputs;
    private final String message;

    private LastSearch(Inputs inputs, String message) {
        this.inputs = inputs;
        this.message = message;
    }

    /**
     * What decides how a search ends, as far as it can be seen without asking anybody.
     *
     * @param surroundings of the search
     * @param files those that are there, with the time of their last change, be it only of their owner
     * @param podman which would be started
     */
    record Inputs(Surroundings surroundings, Map<Path, String> files, Optional<Path> podman) {
        static Inputs of(Surroundings surroundings) {
            Map<Path, String> files = new TreeMap<>();
            for (Path socket : surroundings.usualSockets()) {
                try {
                    Map<String, Object> times = Files.readAttributes(socket, "unix:ctime,ino", new LinkOption[0]);
                    files.put(socket, new TreeMap<>(times).toString());
                } catch (IOException | UnsupportedOperationException e) {
                    files.put(socket, "not there");
                }
            }
            return new Inputs(surroundings, files, surroundings.program("podman"));
        }
    }

    /** @return what was said when a search in the same state found nothing, or {@code null} */
    static @Nullable String failure(Inputs now) {
        LastSearch known = last;
        return known != null && known.inputs.equals(now) ? known.message : null;
    }

    static void failed(Inputs inputs, String message) {
        last = new LastSearch(inputs, message);
    }
}
