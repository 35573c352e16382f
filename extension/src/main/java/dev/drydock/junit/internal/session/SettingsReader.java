package dev.drydock.junit.internal.session;

import dev.drydock.junit.internal.plan.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads values of settings, and gathers those that aren't possible. */
final class SettingsReader {
    private final Function<String, Optional<String>> parameters;
    private final Map<String, String> environment;
    private final List<String> mistakes = new ArrayList<>();

    SettingsReader(Function<String, Optional<String>> parameters, Map<String, String> environment) {
        this.parameters = parameters;
        this.environment = environment;
    }

    /** What is empty, or blank, isn't set: that is how a parameter takes an environment variable back. */
    Optional<String> value(String key) {
        return parameters
                .apply(key)
                .or(() -> Optional.ofNullable(
                        environment.get(key.replace('.', '_').toUpperCase(Locale.ROOT))))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    Optional<String> value(String key, String takes, String pattern) {
        Optional<String> value = value(key);
        if (value.isPresent() && !value.get().matches(pattern)) {
            wrong(key, takes);
            return Optional.empty();
        }
        return value;
    }

    boolean flag(String key, boolean otherwise) {
        Optional<String> value = value(key).map(text -> text.toLowerCase(Locale.ROOT));
        if (value.isPresent() && !value.get().equals("true") && !value.get().equals("false")) {
            wrong(key, "true or false");
        }
        return value.map(Boolean::parseBoolean).orElse(otherwise);
    }

    /** Written in small letters, with hyphens. */
    <E extends Enum<E>> E choice(String key, E otherwise, List<E> possible) {
        Optional<String> value = value(key);
        for (E each : possible) {
            if (value.isPresent() && written(each).equals(value.get().toLowerCase(Locale.ROOT))) {
                return each;
            }
        }
        if (value.isPresent()) {
            wrong(key, possible.stream().map(SettingsReader::written).collect(Collectors.joining(", ")));
        }
        return otherwise;
    }

    private static String written(Enum<?> each) {
        return each.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Duration time(String key, Duration otherwise) {
        Optional<String> value = value(key);
        try {
            return value.map(Quantities::time).orElse(otherwise);
        } catch (IllegalArgumentException e) {
            wrong(key, "a number with ms, s, m, h or d, such as 90s");
            return otherwise;
        }
    }

    /** The same, or 0. */
    Duration timeOrNone(String key, Duration otherwise) {
        return value(key).orElse("").equals("0") ? Duration.ZERO : time(key, otherwise);
    }

    /** A whole number, 0 at least. */
    int count(String key, int otherwise) {
        return value(key, "a whole number", "\\d{1,9}").map(Integer::parseInt).orElse(otherwise);
    }

    /** Bytes. */
    long size(String key, long otherwise) {
        Optional<String> value = value(key);
        try {
            return value.map(Quantities::bytes).orElse(otherwise);
        } catch (IllegalArgumentException e) {
            wrong(key, "a number with k, m or g, such as 10g");
            return otherwise;
        }
    }

    /** Entries with commas between them. */
    <T> List<T> list(String key, Function<String, T> parse) {
        List<T> all = new ArrayList<>();
        for (String each : value(key).orElse("").split(",", -1)) {
            if (!each.isBlank()) {
                try {
                    all.add(parse.apply(each.strip()));
                } catch (IllegalArgumentException e) {
                    mistakes.add("The setting " + key + ": " + e.getMessage());
                }
            }
        }
        return List.copyOf(all);
    }

    private void wrong(String key, String takes) {
        mistakes.add("The setting " + key + " is '" + value(key).orElse("") + "': it takes " + takes + ".");
    }

    void throwIfAny() {
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
    }
}
