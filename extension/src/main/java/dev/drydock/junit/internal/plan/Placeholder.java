package dev.drydock.junit.internal.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One placeholder of a text: <code>${KIND:NAME}</code>.
 *
 * @param kind where its value comes from
 * @param name of the variable, secret or container
 * @param port of the container; 0 for kinds that have none
 * @param otherwise what it is where the variable is missing; empty when it mustn't be
 */
public record Placeholder(Kind kind, String name, int port, Optional<String> otherwise) {
    private static final Pattern CONTAINER_PORT = Pattern.compile("(.+):(\\d{1,5})");

    /** Where a value comes from. */
    public enum Kind {
        /** An environment variable of this JVM. */
        ENV,
        /** A system property. */
        SYS,
        /** A configuration parameter of JUnit. */
        PARAM,
        /** A secret that is made up. */
        RANDOM,
        /** Another container's name in the network. */
        HOST,
        /** Another container's own port. */
        PORT,
        /** Both, with a colon between. */
        ADDRESS;

        /** Whether it is a variable from outside, which may be missing. */
        public boolean isVariable() {
            return this == ENV || this == SYS || this == PARAM;
        }

        /** Whether it is another container's. */
        public boolean isContainers() {
            return this == HOST || this == PORT || this == ADDRESS;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Without the other value, which may be a secret. */
    @Override
    public String toString() {
        return "${" + kind + ":" + name + (port == 0 ? "" : ":" + port) + "}";
    }

    /**
     * @param body what stands between the braces
     * @throws IllegalArgumentException when it makes no sense; the message says what would, and shows no other value
     */
    static Placeholder parse(String body) {
        String shown = "${" + body.replaceFirst("(?s):-.*", "") + "}";
        if (body.contains("${")) {
            throw new IllegalArgumentException(shown + ": there can't be a placeholder in another");
        }
        int colon = body.indexOf(':');
        String word = colon < 0 ? body : body.substring(0, colon);
        Kind kind = Arrays.stream(Kind.values())
                .filter(each -> colon > 0 && each.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(shown + ": a placeholder begins with "
                        + Arrays.stream(Kind.values()).map(each -> each + ":").collect(Collectors.joining(", "))
                        + "; what is to stay as it is begins with $${"));
        String rest = body.substring(colon + 1);
        return kind.isVariable() ? variable(kind, rest, shown) : other(kind, rest, shown);
    }

    private static Placeholder variable(Kind kind, String rest, String shown) {
        int dash = rest.indexOf(":-");
        String name = dash < 0 ? rest : rest.substring(0, dash);
        if (name.isBlank()) {
            throw new IllegalArgumentException(shown + ": it has no name");
        }
        return new Placeholder(kind, name, 0, dash < 0 ? Optional.empty() : Optional.of(rest.substring(dash + 2)));
    }

    private static Placeholder other(Kind kind, String rest, String shown) {
        if (rest.contains(":-")) {
            throw new IllegalArgumentException(shown + ": only env, sys and param take another value after :-");
        }
        if (kind == Kind.PORT || kind == Kind.ADDRESS) {
            Matcher matcher = CONTAINER_PORT.matcher(rest);
            int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException(
                        shown + ": it takes a container's name and a port of it, such as ${" + kind + ":db:5432}");
            }
            return new Placeholder(kind, matcher.group(1), port, Optional.empty());
        }
        if (!rest.matches("[a-zA-Z0-9_.-]+")) {
            throw new IllegalArgumentException(
                    shown + ": a name has letters, digits, '_', '.' and '-', such as ${" + kind + ":db}");
        }
        return new Placeholder(kind, rest, 0, Optional.empty());
    }
}
