package dev.drydock.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One use of an operation: its id, parameters and body. Immutable.
 *
 * <pre>{@code
 * Invocation.of("ContainerCreate").param("name", "db").body(Map.of("Image", "postgres:15"));
 * Invocation.of("ContainerLogs").param("id", "db").param("stdout", true);
 * }</pre>
 */
public final class Invocation {
    private final String id;
    private final Map<String, Object> parameters;
    private final Map<String, List<Object>> query;
    private final Map<String, String> headers;
    private final @Nullable Object body;
    private final boolean anyStatus;

    private Invocation(
            String id,
            Map<String, Object> parameters,
            Map<String, List<Object>> query,
            Map<String, String> headers,
            @Nullable Object body,
            boolean anyStatus) {
        this.id = id;
        this.parameters = parameters;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.anyStatus = anyStatus;
    }

    /**
     * @param id such as {@code ContainerCreate}
     * @return it without parameters
     */
    public static Invocation of(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("An operation needs an id, such as ContainerCreate.");
        }
        return new Invocation(id, Map.of(), Map.of(), Map.of(), null, false);
    }

    /**
     * Adds a parameter, of path, query, header or body; the catalogue knows which. A parameter of that name that was there
     * before is replaced.
     *
     * @param name as {@link Catalogue#describe} has it; the only one of a path may be called {@code id} or {@code name}, whichever
     *     the engine has
     * @param value a text, number or boolean; a collection goes as several parameters of that name; a map or {@link Filters},
     *     or a collection where the engine wants JSON, goes as JSON. With {@code null} nothing is sent.
     * @return this and the parameter
     */
    public Invocation param(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        return new Invocation(id, with(parameters, name, value), query, headers, body, anyStatus);
    }

    /**
     * @param all parameters, by their names
     * @return this and those
     */
    public Invocation params(Map<String, ? extends @Nullable Object> all) {
        Invocation result = this;
        for (Map.Entry<String, ? extends @Nullable Object> each : all.entrySet()) {
            result = result.param(each.getKey(), each.getValue());
        }
        return result;
    }

    /**
     * Adds something to the query that the catalogue doesn't know of.
     *
     * @param name of the parameter
     * @param value sent as it is
     * @return this and the parameter
     */
    public Invocation query(String name, Object value) {
        return new Invocation(id, parameters, withOneMore(query, name, value), headers, body, anyStatus);
    }

    /**
     * Adds a header field that the catalogue doesn't know of, or another {@code Content-Type} than it says.
     *
     * @param name of the field
     * @param value of it
     * @return this and the field
     * @throws IllegalArgumentException when the name is none, or of a field that is the client's own to send
     */
    public Invocation header(String name, String value) {
        String field = UserHeaders.checked(name);
        if (field.equals(UserHeaders.UPGRADE)) {
            throw new IllegalArgumentException(
                    "Cannot invoke " + id + " with a header 'Upgrade': attach() sends the one that it needs.");
        }
        return new Invocation(id, parameters, query, with(headers, field, value), body, anyStatus);
    }

    /**
     * @param content a map, collection or record, sent as JSON; a text, {@code byte[]}, {@link java.io.InputStream} or
     *     {@link java.nio.file.Path} of a file, sent as it is. A stream is read to its end, and not closed.
     * @return this with the body
     */
    public Invocation body(Object content) {
        return new Invocation(id, parameters, query, headers, content, anyStatus);
    }

    /** @return this, where an answer that isn't success comes as an answer, and isn't thrown */
    public Invocation anyStatus() {
        return new Invocation(id, parameters, query, headers, body, true);
    }

    /** @return the operation's id */
    public String id() {
        return id;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    Map<String, List<Object>> query() {
        return query;
    }

    Map<String, String> headers() {
        return headers;
    }

    @Nullable
    Object body() {
        return body;
    }

    boolean isAnyStatus() {
        return anyStatus;
    }

    static <T> Map<String, T> with(Map<String, T> map, String name, T value) {
        Map<String, T> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return Collections.unmodifiableMap(more);
    }

    static Map<String, List<Object>> withOneMore(Map<String, List<Object>> map, String name, Object value) {
        List<Object> values = new ArrayList<>(map.getOrDefault(name, List.of()));
        values.add(value);
        return with(map, name, List.copyOf(values));
    }

    /** @return the id and the names of the parameters; values may be secret */
    @Override
    public String toString() {
        return id + parameters.keySet();
    }
}
