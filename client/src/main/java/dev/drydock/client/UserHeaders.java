package dev.drydock.client;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of header fields that a user of the client sends. */
final class UserHeaders {
    static final String UPGRADE = "Upgrade";

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** With another value of one the engine would take the rest of a request for another request. */
    private static final List<String> OWN = List.of("content-length", "transfer-encoding", "host", "connection");

    private UserHeaders() {}

    /**
     * @param name in any case
     * @return the same; as this client writes it, where it knows it
     */
    static String checked(String name) {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException("Cannot send a header '" + name.replaceAll("\\p{Cc}", "?")
                    + "': a name has letters, digits, '-' and a few other signs, one at least.");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (OWN.contains(lower)) {
            throw new IllegalArgumentException("Cannot send a header '" + name + "': the client sends its own.");
        }
        return switch (lower) {
            case "upgrade" -> UPGRADE;
            case "content-type" -> "Content-Type";
            default -> name;
        };
    }
}
