package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.plan.Placeholder;
import dev.drydock.junit.internal.plan.Surroundings;
import dev.drydock.junit.internal.plan.Template;

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

    Secrets secrets() {
        return secrets;
    }
}
