package dev.drydock.junit.internal.session;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of all containers and networks that runs make. */
final class RunNames {
    private static final String PREFIX = "drydock-";
    private static final String KEPT = PREFIX + "kept-";
    private static final Pattern KEPT_UNTIL = Pattern.compile("/?" + KEPT + "(\\d{1,12})-(.*)");

    private RunNames() {}

    /** Of 32 bits that no other JVM has; that somebody could guess them does no harm, and SecureRandom takes its time. */
    static String newRun() {
        return HexFormat.of()
                .toHexDigits(ThreadLocalRandom.current().nextInt()
                        ^ (int) ProcessHandle.current().pid());
    }

    static String of(String run, int number, String name) {
        // Of several networks, Docker takes the first by name for the way out of a container. With equal lengths, that
        // stays the one that it joined first; else its published ports would move, and lose their connections.
        return PREFIX + rest(run, number, name);
    }

    private static String rest(String run, int number, String name) {
        return run + "-" + fiveDigits(number) + "-" + name;
    }

    /** A formatter would load hundreds of classes for it. */
    private static String fiveDigits(int number) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, 5 - digits.length())) + digits;
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
}
