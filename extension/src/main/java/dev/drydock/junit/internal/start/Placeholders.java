package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.plan.Placeholder;
import dev.drydock.junit.internal.plan.Surroundings;
import dev.drydock.junit.internal.plan.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Fills in the placeholders of texts that were checked before. Thread-safe. */
public final class Placeholders {
    private final Secrets secrets;
    private final Surroundings surroundings;

    /**
     * @param secrets of the scope that the text belongs to
     * @param surroundings where variables are looked for
     */
    public Placeholders(Secrets secrets, Surroundings surroundings) {
        this.secrets = secrets;
        this.surroundings = surroundings;
    }

    /**
     * @param text with placeholders, or without
     * @return the text with their values, in which nothing is replaced any more
     * @throws IllegalArgumentException when one makes no sense, or a variable is missing
     */
    public String fill(String text) {
        return Template.parse(text).fill(this::value);
    }

    /** The text with the values of all but its made-up secrets, which stay as they are written. */
    String fillButSecrets(String text) {
        return fillSecrets(text, name -> "${random:" + name + "}");
    }

    /**
     * @param values of made-up secrets, by their names
     * @return the text with these, and with the values of all others
     */
    String fillSecrets(String text, UnaryOperator<String> values) {
        return Template.parse(text)
                .fill(each -> each.kind() == Placeholder.Kind.RANDOM ? values.apply(each.name()) : value(each));
    }

    private String value(Placeholder placeholder) {
        return switch (placeholder.kind()) {
            case ENV, SYS, PARAM ->
                surroundings
                        .value(placeholder)
                        .orElseThrow(() -> new IllegalArgumentException(Surroundings.missing(placeholder)));
            case RANDOM -> secrets.of(placeholder.name());
            // As another container reaches it: not by the ports that are published on this machine.
            case HOST -> placeholder.name();
            case PORT -> String.valueOf(placeholder.port());
            case ADDRESS -> placeholder.name() + ":" + placeholder.port();
        };
    }

    /**
     * The made-up secrets that a text has been filled in with before.
     *
     * @param text with placeholders
     * @param filled what came of it
     * @return their values, by their names; what makes no sense where the one wasn't made of the other
     */
    Map<String, String> secretsIn(String text, String filled) {
        Map<String, String> found = new LinkedHashMap<>();
        Template.parse(text)
                .match(
                        filled,
                        each -> each.kind() == Placeholder.Kind.RANDOM ? Optional.empty() : Optional.of(value(each)),
                        // Somebody may have declared another value then.
                        Secrets.FORM + "|.+")
                .forEach((placeholder, value) -> found.put(placeholder.name(), value));
        return found;
    }

    /**
     * Takes the secrets over that a text has been filled in with before; those that are known stay.
     *
     * @param text with placeholders
     * @param filled what came of it
     * @return whether it would be the same now
     */
    boolean learn(String text, String filled) {
        secretsIn(text, filled).forEach(secrets::learn);
        return fill(text).equals(filled);
    }

    /** Whether a text has secrets in it. */
    static boolean hasSecret(String text) {
        return Template.parse(text).placeholders().stream().anyMatch(each -> each.kind() == Placeholder.Kind.RANDOM);
    }

    Secrets secrets() {
        return secrets;
    }
}
