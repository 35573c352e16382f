package dev.drydock.client;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A request that no catalogue knows of: method, path and all. Immutable.
 *
 * <pre>{@code
 * RawRequest.get("/containers/{id}/checkpoints").path("id", "db");
 * }</pre>
 */
public final class RawRequest {
    private static final Set<String> METHODS = new TreeSet<>(Set.of("GET", "HEAD", "POST", "PUT", "DELETE"));

    private final String method;
    private final String template;
    private final Map<String, String> names;
    private final Map<String, List<Object>> query;
    private final Map<String, String> headers;
    private final @Nullable Object body;
    private final Settings settings;

    /** What isn't said in the request itself. */
    private record Settings(boolean versioned, @Nullable String version, boolean patient, boolean anyStatus) {}

    private RawRequest(
            String method,
            String template,
            Map<String, String> names,
            Map<String, List<Object>> query,
            Map<String, String> headers,
            @Nullable Object body,
            Settings settings) {
        this.method = method;
        this.template = template;
        this.names = names;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.settings = settings;
    }

    /**
     * @param method GET, HEAD, POST, PUT or DELETE
     * @param path without a version, with names in braces where {@link #path} gives something, and with a query if need be:
     *     <code>/containers/{id}/json?size=true</code>. It is encoded here.
     * @return the request
     * @throws IllegalArgumentException when the method is another one, or the path doesn't begin with a slash
     */
    public static RawRequest of(String method, String path) {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException(
                    "Cannot send a request with the method '" + method + "': it must be one of " + METHODS + ".");
        }
        int mark = path.indexOf('?');
        String alone = mark < 0 ? path : path.substring(0, mark);
        if (!alone.startsWith("/") || alone.length() == 1) {
            throw new IllegalArgumentException(
                    "Cannot send a request to '" + alone + "': a path begins with a slash, such as /containers/json.");
        }
        RawRequest request = new RawRequest(
                method, alone, Map.of(), Map.of(), Map.of(), null, new Settings(true, null, false, false));
        for (String pair : mark < 0 ? new String[0] : path.substring(mark + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            request = name.isEmpty()
                    ? request
                    : request.query(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return request;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** As {@link #of} with GET. */
    public static RawRequest get(String path) {
        return of("GET", path);
    }

    /** As {@link #of} with POST. */
    public static RawRequest post(String path) {
        return of("POST", path);
    }

    /** As {@link #of} with PUT. */
    public static RawRequest put(String path) {
        return of("PUT", path);
    }

    /** As {@link #of} with DELETE. */
    public static RawRequest delete(String path) {
        return of("DELETE", path);
    }

    /**
     * @param name in braces in the path
     * @param value to go there; it is encoded, but for slashes
     * @return this with it
     */
    public RawRequest path(String name, String value) {
        return new RawRequest(method, template, Invocation.with(names, name, value), query, headers, body, settings);
    }

    /**
     * @param name of a parameter
     * @param value a text, number or boolean; a map, collection or {@link Filters} goes as JSON. A second one of that name goes
     *     beside the first.
     * @return this with it
     */
    public RawRequest query(String name, Object value) {
        return new RawRequest(
                method, template, names, Invocation.withOneMore(query, name, value), headers, body, settings);
    }

    /**
     * @param name of a header field
     * @param value of it
     * @return this with it
     * @throws IllegalArgumentException when the name is none, or of a field that is the client's own to send
     */
    public RawRequest header(String name, String value) {
        Map<String, String> more = Invocation.with(headers, UserHeaders.checked(name), value);
        return new RawRequest(method, template, names, query, more, body, settings);
    }

    /**
     * @param content a map, collection, record or text, sent as {@code application/json}; {@code byte[]}, an
     *     {@link java.io.InputStream} or a {@link java.nio.file.Path} of a file, sent as {@code application/octet-stream}. A header
     *     {@code Content-Type} of yours goes before that. A stream is read to its end, and not closed.
     * @return this with the body
     */
    public RawRequest body(Object content) {
        return new RawRequest(method, template, names, query, headers, content, settings);
    }

    /** @return this with nothing in front of the path */
    public RawRequest unversioned() {
        return with(new Settings(false, null, settings.patient, settings.anyStatus));
    }

    /**
     * @param version to go in front of the path, such as {@code 1.41}; without this it is the one that is spoken with the engine,
     *     and Podman's own before {@code /libpod/}
     * @return this with it
     * @throws IllegalArgumentException when it is anything but numbers with dots between
     */
    public RawRequest version(String version) {
        if (!version.matches("[0-9]+(\\.[0-9]+)*")) {
            throw new IllegalArgumentException("Cannot send " + this + " with the version '"
                    + version.replaceAll("\\p{Cc}", "?") + "': one is numbers with dots between, such as 1.41.");
        }
        return with(new Settings(true, version, settings.patient, settings.anyStatus));
    }

    /** @return this with the limits of streams: it takes as long as it takes */
    public RawRequest patient() {
        return with(new Settings(settings.versioned, settings.version, true, settings.anyStatus));
    }

    /** @return this, where an answer that isn't success comes as an answer, and isn't thrown */
    public RawRequest anyStatus() {
        return with(new Settings(settings.versioned, settings.version, settings.patient, true));
    }

    private RawRequest with(Settings other) {
        return new RawRequest(method, template, names, query, headers, body, other);
    }

    String method() {
        return method;
    }

    String template() {
        return template;
    }

    Map<String, String> names() {
        return names;
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

    boolean isVersioned() {
        return settings.versioned;
    }

    @Nullable
    String version() {
        return settings.version;
    }

    boolean isPatient() {
        return settings.patient;
    }

    boolean isAnyStatus() {
        return settings.anyStatus;
    }

    /** @return method and path, without the query */
    @Override
    public String toString() {
        return method + " " + template;
    }
}
