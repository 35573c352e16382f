package dev.drydock.client;

import dev.drydock.client.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an engine answered, all of it, in memory. Immutable. */
public final class Answer {
    private final String doing;
    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    Answer(String doing, int status, Map<String, List<String>> headers, byte[] body) {
        this.doing = doing;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** @return the HTTP status */
    public int status() {
        return status;
    }

    /** @return the header fields as they came, their names in lower case */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * @param name in any case
     * @return the first header field of that name, or {@code null}
     */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.get(0);
    }

    /** @return the body as it came */
    public byte[] bytes() {
        return body.clone();
    }

    /** @return the body as text, in UTF-8; empty where there is none */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The body as data: a {@code Map<String, Object>} or {@code List<Object>}, a {@code String}, a {@code Number} (a whole one is an
     * {@code Integer}, {@code Long} or {@code BigInteger}, whichever holds it), a {@code Boolean}, or {@code null}. Of several JSON values
     * one after the other it is the list. What isn't JSON comes as its text, such as {@code "OK"}, and nothing as {@code ""}.
     *
     * @return the data
     */
    public @Nullable Object data() {
        List<@Nullable Object> values = values();
        return values == null ? text() : values.size() == 1 ? values.get(0) : values;
    }

    /**
     * @return each JSON value of the body, where there are any number one after the other, as in progress and events
     * @throws DockerProtocolException when it isn't JSON
     */
    public List<@Nullable Object> records() {
        List<@Nullable Object> values = values();
        if (values == null && body.length > 0) {
            throw unexpected("JSON");
        }
        return values == null ? List.of() : values;
    }

    /**
     * @return the JSON object that the body is
     * @throws DockerProtocolException when it is something else
     */
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> map() {
        if (data() instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw unexpected("a JSON object");
    }

    /**
     * @return the JSON array that the body is; empty when it is JSON's null, which engines write for an empty one
     * @throws DockerProtocolException when it is something else
     */
    @SuppressWarnings("unchecked")
    public List<@Nullable Object> list() {
        List<@Nullable Object> values = values();
        Object only = values != null && values.size() == 1 ? values.get(0) : this;
        if (only == null) {
            return List.of();
        }
        if (only instanceof List<?> list) {
            return (List<@Nullable Object>) list;
        }
        throw unexpected("a JSON array");
    }

    /**
     * Looks into the data.
     *
     * @param path names in objects and indices in arrays: {@code at("NetworkSettings", "Networks", "bridge")}, {@code at(0, "Id")}
     * @return what is there, {@code null} when there is nothing
     */
    public @Nullable Object at(Object... path) {
        Object here = data();
        for (Object step : path) {
            if (here instanceof Map<?, ?> map) {
                here = map.get(step);
            } else if (here instanceof List<?> list
                    && step instanceof Integer index
                    && index >= 0
                    && index < list.size()) {
                here = list.get(index);
            } else {
                return null;
            }
        }
        return here;
    }

    private @Nullable List<@Nullable Object> values() {
        return body.length == 0 || !mayBeJson()
                ? null
                : nonEmpty(Json.values(body).orElse(null));
    }

    private static @Nullable List<@Nullable Object> nonEmpty(@Nullable List<@Nullable Object> values) {
        return values == null || values.isEmpty() ? null : values;
    }

    /** A log or a file that happens to be a number is a text all the same. */
    private boolean mayBeJson() {
        String named = header("content-type");
        String type = named == null ? "json" : named.toLowerCase(Locale.ROOT);
        if (type.contains("json")) {
            return true;
        }
        // What Go calls it where nobody has said what it is.
        byte first = body[0];
        return type.startsWith("text/plain") && (first == '{' || first == '[');
    }

    private DockerProtocolException unexpected(String what) {
        return new DockerProtocolException("Cannot " + doing + ": the engine's answer isn't " + what + ".", null);
    }

    /** @return status and size; the body may be secret */
    @Override
    public String toString() {
        return "Answer[status=" + status + ", " + body.length + " bytes]";
    }
}
