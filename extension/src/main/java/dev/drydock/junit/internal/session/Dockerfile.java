package dev.drydock.junit.internal.session;

import dev.drydock.client.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be told of a Dockerfile without building it. */
final class Dockerfile {
    private static final Pattern FROM =
            Pattern.compile("\\s*FROM\\s+(?:--\\S+\\s+)*(\\S+)(?:\\s+AS\\s+(\\S+))?\\s*", Pattern.CASE_INSENSITIVE);

    private Dockerfile() {}

    /** The images that it begins with; those that depend on an argument can't be told. */
    static Set<ImageReference> bases(Path file) {
        try {
            return bases(Files.readAllLines(file));
        } catch (IOException e) {
            return Set.of();
        }
    }

    static Set<ImageReference> bases(List<String> lines) {
        Set<String> stages = new HashSet<>(Set.of("scratch"));
        Set<ImageReference> bases = new LinkedHashSet<>();
        for (String line : lines) {
            Matcher from = FROM.matcher(line);
            if (!from.matches()) {
                continue;
            }
            String name = from.group(1);
            if (!name.contains("$") && !stages.contains(name.toLowerCase(Locale.ROOT))) {
                try {
                    bases.add(ImageReference.parse(name));
                } catch (IllegalArgumentException e) {
                    // A line of a script that looks like it; if not, the engine says what is wrong.
                    continue;
                }
            }
            if (from.group(2) != null) {
                stages.add(from.group(2).toLowerCase(Locale.ROOT));
            }
        }
        return bases;
    }
}
