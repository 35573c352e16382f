package dev.drydock.junit.internal.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with placeholders such as <code>${env:NAME}</code>, of which <code>$${</code> makes a plain <code>${</code>. */
public final class Template {
    private final List<Part> parts;

    private record Part(String literal, Optional<Placeholder> placeholder) {}

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * @param text with placeholders, or without
     * @return what it consists of
     * @throws IllegalArgumentException when a placeholder makes no sense; the message says which, and shows nothing else of
     *     the text
     */
    public static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                literal.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                int end = text.indexOf('}', at);
                if (end < 0) {
                    throw new IllegalArgumentException(
                            "a ${ has no } after it; what is to stay as it is begins with $${");
                }
                parts.add(new Part(literal.toString(), Optional.of(Placeholder.parse(text.substring(at + 2, end)))));
                literal.setLength(0);
                at = end + 1;
            } else {
                literal.append(text.charAt(at++));
            }
        }
        parts.add(new Part(literal.toString(), Optional.empty()));
        return new Template(parts);
    }

    /** Its placeholders, in their order. */
    public List<Placeholder> placeholders() {
        return parts.stream().flatMap(each -> each.placeholder().stream()).toList();
    }

    /**
     * What placeholders stood for in a text that was made of this one.
     *
     * @param filled the text
     * @param values those that are known
     * @param form regular expression of what the others may stand for, without groups
     * @return those that aren't, with what is in the text in their place; empty when the text isn't made of this one
     */
    public Map<Placeholder, String> match(String filled, Function<Placeholder, Optional<String>> values, String form) {
        StringBuilder pattern = new StringBuilder();
        List<Placeholder> unknown = new ArrayList<>();
        for (Part each : parts) {
            pattern.append(Pattern.quote(each.literal()));
            each.placeholder().ifPresent(placeholder -> {
                Optional<String> known = values.apply(placeholder);
                known.ifPresentOrElse(value -> pattern.append(Pattern.quote(value)), () -> {
                    pattern.append('(').append(form).append(')');
                    unknown.add(placeholder);
                });
            });
        }
        Matcher matcher = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(filled);
        Map<Placeholder, String> found = new LinkedHashMap<>();
        if (matcher.matches()) {
            for (int i = 0; i < unknown.size(); i++) {
                found.put(unknown.get(i), matcher.group(i + 1));
            }
        }
        return found;
    }

    /** The text with each placeholder replaced. */
    public String fill(Function<Placeholder, String> values) {
        StringBuilder filled = new StringBuilder();
        for (Part each : parts) {
            filled.append(each.literal());
            each.placeholder().ifPresent(placeholder -> filled.append(values.apply(placeholder)));
        }
        return filled.toString();
    }
}
