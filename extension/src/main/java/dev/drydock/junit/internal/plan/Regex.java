package dev.drydock.junit.internal.plan;

import java.util.regex.Pattern;

/**
 * A regular expression that was checked. Equal when its text is, which compiled ones are not.
 *
 * @param text of it
 */
public record Regex(String text) {
    /** To search with. */
    public Pattern compiled() {
        return Pattern.compile(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
