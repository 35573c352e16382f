package dev.drydock.junit.internal.session;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of all containers and networks that runs make. */
final class RunNames {
    private static final String PREFIX = "drydock-";

    private RunNames() {}

    static String of(String run, int number, String name) {
        // Of several networks, Docker takes the first by name for the way out of a container. With equal lengths, that
        // stays the one that it joined first; else its published ports would move, and lose their connections.
        return PREFIX + run + "-" + String.format(Locale.ROOT, "%05d", number) + "-" + name;
    }

    /**
     * @param names of a container or network
     * @param labels that it has
     * @return whether the run that the labels name has made it: labels are handed on to whatever is made of a container,
     *     names are not
     */
    static boolean isOf(List<String> names, Map<String, String> labels) {
        String prefix = PREFIX + labels.getOrDefault(Labels.RUN, "") + "-";
        return names.stream().anyMatch(name -> name.replaceFirst("^/", "").startsWith(prefix));
    }
}
