package dev.drydock.client.internal.registry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an engine's failure at a registry means. Engines answer the same refusal of a registry with 401, with 404, with 500, or with
 * 200 and an error in the stream; only their words tell then. These pick the kind of the exception, never whether there is one.
 */
public enum Refusal {
    /** Credentials are missing or wrong. */
    UNAUTHORIZED,
    /** The image isn't there, or not for this platform. */
    NOT_FOUND,
    /** The image isn't there, or isn't for those who come with these credentials: the registry doesn't tell. */
    DENIED,
    /** Something else. */
    OTHER;

    private static final Map<Refusal, List<Pattern>> WORDS = Map.of(
            UNAUTHORIZED,
            patterns(
                    // Docker, when it has none to show
                    "no basic auth credentials",
                    // The registry's own code and words, as Docker and Podman hand them on
                    "\\bunauthorized\\b",
                    "\\bauthentication required\\b",
                    "incorrect username or password",
                    // Podman, and Docker's POST /auth
                    "invalid username/password",
                    "failed with status: 401",
                    // Docker with containerd's image store
                    "authorization failed",
                    "unexpected status[^:]*: 401"),
            NOT_FOUND,
            patterns(
                    // The registry's own codes
                    "\\bmanifest unknown\\b",
                    "\\bname unknown\\b",
                    // Docker and Podman, for another platform
                    "no matching manifest for ",
                    "no image found in manifest list",
                    "no match for platform in manifest"),
            DENIED,
            patterns("requested access to the resource is denied", "pull access denied", "push access denied"));

    private static List<Pattern> patterns(String... words) {
        return List.of(words).stream()
                .map(each -> Pattern.compile(each, Pattern.CASE_INSENSITIVE))
                .toList();
    }

    /**
     * @param status of the answer; 200 for an error in its stream
     * @param words of the engine
     * @return what is meant
     */
    public static Refusal of(int status, String words) {
        if (status == 401) {
            return UNAUTHORIZED;
        }
        if (says(DENIED, words)) {
            return DENIED;
        }
        if (status == 404 || says(NOT_FOUND, words)) {
            return NOT_FOUND;
        }
        // A bad request isn't better with other credentials.
        boolean open = status == 200 || status == 403 || status >= 500;
        return open && says(UNAUTHORIZED, words) ? UNAUTHORIZED : OTHER;
    }

    private static boolean says(Refusal refusal, String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return WORDS.getOrDefault(refusal, List.of()).stream()
                .anyMatch(each -> each.matcher(lower).find());
    }
}
