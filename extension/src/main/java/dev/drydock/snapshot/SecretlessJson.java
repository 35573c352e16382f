package dev.drydock.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers of the engine as JSON for people, without secrets. */
final class SecretlessJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Words of a command: the one after {@code --password} is a secret. */
    private static final Set<String> COMMANDS = Set.of("Args", "Cmd", "Entrypoint", "Test");

    private final Redaction redaction;

    SecretlessJson(Redaction redaction) {
        this.redaction = redaction;
    }

    String write(Object value) {
        return plain(without("", value));
    }

    /** As it is. */
    static String plain(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object without(String key, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, each) -> copy.put(
                    String.valueOf(name),
                    each instanceof String text && !text.isEmpty() && redaction.isSecret(String.valueOf(name))
                            ? Redaction.MASK
                            : without(String.valueOf(name), each)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return key.equals("Env") ? variables(list) : COMMANDS.contains(key) ? words(list) : all(key, list);
        }
        return value instanceof String text ? redaction.text(text) : value;
    }

    private List<@Nullable Object> all(String key, List<?> list) {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(each -> copy.add(without(key, each)));
        return copy;
    }

    private List<@Nullable Object> variables(List<?> list) {
        List<@Nullable Object> copy = new ArrayList<>();
        list.forEach(each -> copy.add(redaction.variable(String.valueOf(each))));
        return copy;
    }

    private List<@Nullable Object> words(List<?> list) {
        List<@Nullable Object> copy = new ArrayList<>();
        String before = "";
        for (Object each : list) {
            String word = String.valueOf(each);
            boolean secret = before.startsWith("-")
                    && !before.contains("=")
                    && !word.startsWith("-")
                    && redaction.isSecretOption(before.replaceAll("^-+", ""));
            copy.add(secret ? Redaction.MASK : redaction.text(word));
            before = word;
        }
        return copy;
    }
}
