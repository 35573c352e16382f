package dev.drydock.junit.internal.session;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of all containers, networks and built images that runs make. */
final class RunNames {
    private static final String PREFIX = "drydock-";
    private static final String KEPT = PREFIX + "kept-";
    private static final Pattern KEPT_UNTIL = Pattern.compile("/?" + KEPT + "(\\d{1,12})-(.*)");
    private static final String BUILT = "drydock/build-";

    private RunNames() {}

    static String of(String run, int number, String name) {
        // Of several networks, Docker takes the first by name for the way out of a container. With equal lengths, that
        // stays the one that it joined first; else its published ports would move, and lose their connections.
        return PREFIX + rest(run, number, name);
    }

    private static String rest(String run, int number, String name) {
        return run + "-" + String.format(Locale.ROOT, "%05d", number) + "-" + name;
    }

    /** The name of a container that stays: labels can't be changed, names can. {@link #isOf} doesn't know it any more. */
    static String kept(Instant until, String run, int number, String name) {
        return KEPT + until.getEpochSecond() + "-" + rest(run, number, name);
    }

    /**
     * @param names of a container
     * @param labels that it has
     * @return until when it stays; empty for one that doesn't
     */
    static Optional<Instant> keptUntil(List<String> names, Map<String, String> labels) {
        for (String name : names) {
            Matcher matcher = KEPT_UNTIL.matcher(name);
            if (matcher.matches() && matcher.group(2).startsWith(labels.getOrDefault(Labels.RUN, "") + "-")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1))));
            }
        }
        return Optional.empty();
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

    /**
     * @param tags of an image
     * @param labels that it has
     * @return those that the run which the labels name has given it when it was built: others are the user's
     */
    static List<String> built(List<String> tags, Map<String, String> labels) {
        String run = labels.getOrDefault(Labels.RUN, "");
        String prefix = BUILT + run;
        return run.isEmpty()
                ? List.of()
                : tags.stream()
                        .filter(tag -> tag.replaceFirst("^localhost/", "").startsWith(prefix))
                        .toList();
    }
}
