package dev.drydock.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image, taken apart as Docker does it: {@code postgres:15} is the tag {@code 15} of
 * {@code docker.io/library/postgres}.
 *
 * @param registry such as {@code docker.io} or {@code 127.0.0.1:5000}
 * @param repository such as {@code library/postgres}
 * @param tag or {@code null}; where there is neither tag nor digest, {@code latest} is meant
 * @param digest such as {@code sha256:…}, or {@code null}
 */
public record ImageReference(
        String registry,
        String repository,
        @Nullable String tag,
        @Nullable String digest) {
    /** The registry that is meant where none is named. */
    public static final String DOCKER_HUB = "docker.io";

    /** More than a host, a repository, a tag and a digest may have together. */
    private static final int LONGEST = 1000;

    private static final String PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final Pattern REPOSITORY = Pattern.compile(PART + "(?:/" + PART + ")*");
    private static final String LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final Pattern REGISTRY =
            Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[a-fA-F0-9:]+])(?::[0-9]+)?");
    private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
    private static final Pattern DIGEST =
            Pattern.compile("sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}");
    private static final Pattern WHOLE = Pattern.compile("(.*?)(?::([^:/@]*))?(?:@(.*))?", Pattern.DOTALL);

    /**
     * @param text such as {@code postgres:15}, {@code ghcr.io/a/b@sha256:…} or {@code localhost:5000/x}
     * @return the reference
     * @throws IllegalArgumentException when it is none; the message says what is wrong
     */
    public static ImageReference parse(String text) {
        if (text.length() > LONGEST) {
            // The patterns below recurse, and so must not see it.
            throw bad(text.substring(0, 100) + "…", "it is far too long");
        }
        if (text.startsWith("-")) {
            throw bad(text, "it begins with '-' as an option of a command does");
        }
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            throw bad(text, "it can't be read");
        }
        String name = whole.group(1);
        String tag = whole.group(2);
        String digest = whole.group(3);
        if (tag != null && !TAG.matcher(tag).matches()) {
            throw bad(text, "the tag '" + tag + "' may have letters, digits, '_', '.' and '-' only, 128 at most");
        }
        if (digest != null && !DIGEST.matcher(digest).matches()) {
            throw bad(text, "after '@' comes a digest such as sha256: and 64 hexadecimal digits");
        }
        if (name.matches("[0-9a-f]{64}")) {
            throw bad(text, "64 hexadecimal digits are an id, not a name");
        }
        return named(text, name, tag, digest);
    }

    private static ImageReference named(String text, String name, @Nullable String tag, @Nullable String digest) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean registryNamed = isRegistry(first);
        String registry = registryNamed ? first : DOCKER_HUB;
        if (registry.equals("index.docker.io")) {
            registry = DOCKER_HUB;
        }
        String repository = registryNamed ? name.substring(slash + 1) : name;
        if (!REGISTRY.matcher(registry).matches()) {
            throw bad(text, "'" + registry + "' is not a registry's host and port");
        }
        if (repository.isEmpty()) {
            throw bad(text, "the repository's name is missing");
        }
        if (!REPOSITORY.matcher(repository).matches()) {
            boolean upper = !repository.equals(repository.toLowerCase(java.util.Locale.ROOT));
            throw bad(
                    text,
                    upper
                            ? "a repository's name is in lower case"
                            : "a repository's name has lower-case letters and digits, with '.', '_', '-' or '/' between them");
        }
        if (registry.equals(DOCKER_HUB) && !repository.contains("/")) {
            repository = "library/" + repository;
        }
        if (repository.length() > 255) {
            throw bad(text, "a repository's name has 255 characters at most");
        }
        return new ImageReference(registry, repository, tag, digest);
    }

    /** Whether the first part of a name is a registry's host, not a folder of Docker Hub. */
    private static boolean isRegistry(String first) {
        return first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(java.util.Locale.ROOT));
    }

    private static IllegalArgumentException bad(String text, String why) {
        // Who takes it for a URL may have put credentials in front.
        String shown = text.replaceAll("[^/@]*:[^/@]*@(?!sha(?:256|512):)", "***@");
        return new IllegalArgumentException("'" + shown + "' is not an image's name: " + why + ".");
    }

    /** @return the name without tag and digest, as people write it: {@code postgres}, {@code ghcr.io/a/b} */
    public String familiarName() {
        if (!registry.equals(DOCKER_HUB)) {
            return registry + "/" + repository;
        }
        int slash = repository.indexOf('/');
        if (slash > 0 && isRegistry(repository.substring(0, slash))) {
            return registry + "/" + repository;
        }
        // Only what has no folders of its own: library/a/b isn't a/b.
        return repository.matches("library/[^/]+") ? repository.substring("library/".length()) : repository;
    }

    /** @return the tag, or {@code latest} where there is neither tag nor digest, or {@code null} where only a digest is */
    public @Nullable String tagOrLatest() {
        return tag == null && digest == null ? "latest" : tag;
    }

    /** @return as people write it, with tag and digest */
    @Override
    public String toString() {
        return familiarName() + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
