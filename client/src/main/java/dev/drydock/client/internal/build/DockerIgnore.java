package dev.drydock.client.internal.build;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .dockerignore}, read as Docker does: the last line that matches a path, or a folder above it, decides. Where
 * Docker's two builders differ, as BuildKit does.
 */
public final class DockerIgnore {
    /** Excludes nothing. */
    public static final DockerIgnore NONE = new DockerIgnore(List.of());

    private final List<IgnorePattern> patterns;

    private DockerIgnore(List<IgnorePattern> patterns) {
        this.patterns = patterns;
    }

    /**
     * @param bytes of the file
     * @param name of the file, for messages
     * @return what it says
     * @throws IllegalArgumentException when a line is malformed; the message names it
     */
    public static DockerIgnore parse(byte[] bytes, String name) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String[] lines = (text.startsWith("\ufeff") ? text.substring(1) : text).split("\n", -1);
        List<IgnorePattern> patterns = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.isEmpty() || lines[i].startsWith("#")) {
                continue;
            }
            try {
                patterns.add(pattern(line));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "Line " + (i + 1) + " of " + name + ", '" + line + "', can't be read: " + e.getMessage() + ".",
                        e);
            }
        }
        return new DockerIgnore(patterns);
    }

    private static IgnorePattern pattern(String line) {
        boolean exception = line.startsWith("!");
        String glob = exception ? line.substring(1).strip() : line;
        if (glob.isEmpty()) {
            throw new IllegalArgumentException("a path must follow the '!'");
        }
        String clean = clean(glob);
        return new IgnorePattern(clean.length() > 1 && clean.startsWith("/") ? clean.substring(1) : clean, exception);
    }

    /** Takes away what a path doesn't need: {@code ./}, {@code //}, {@code x/..}, a slash at the end. */
    private static String clean(String path) {
        boolean rooted = path.startsWith("/");
        Deque<String> steps = new ArrayDeque<>();
        for (String step : List.of(path.split("/", -1))) {
            if (step.equals("..") && !steps.isEmpty() && !steps.getLast().equals("..")) {
                steps.removeLast();
            } else if (!step.isEmpty() && !step.equals(".") && !(rooted && step.equals(".."))) {
                steps.addLast(step);
            }
        }
        String joined = (rooted ? "/" : "") + String.join("/", steps);
        return joined.isEmpty() ? "." : joined;
    }

    /**
     * What is said of one path.
     *
     * @param excluded whether it is left out
     * @param matched by which lines; they hold for what is below, too
     */
    public record Verdict(boolean excluded, BitSet matched) {}

    /**
     * @param path with slashes, below the context's folder
     * @param folder the verdict of the folder it is in, {@code null} for the context's own
     * @return the verdict
     */
    public Verdict verdict(String path, @Nullable Verdict folder) {
        boolean excluded = false;
        BitSet matched = new BitSet(patterns.size());
        for (int i = 0; i < patterns.size(); i++) {
            IgnorePattern pattern = patterns.get(i);
            boolean above = folder != null && folder.matched().get(i);
            if (above || (pattern.isException() == excluded && pattern.matches(path))) {
                matched.set(i);
                excluded = !pattern.isException();
            }
        }
        return new Verdict(excluded, matched);
    }

    /**
     * @param folder that is excluded
     * @return whether something below may be brought back
     */
    public boolean mayBringBackBelow(String folder) {
        return patterns.stream().anyMatch(each -> each.isException() && each.mayMatchBelow(folder));
    }
}
