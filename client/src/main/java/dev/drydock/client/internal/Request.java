package dev.drydock.client.internal;

import dev.drydock.client.ApiVersion;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is asked of an engine. Built up once, by one thread, and not changed after it was sent. */
public final class Request {
    /** How long the engine may take to answer. */
    public enum Pace {
        /** The engine answers at once: the time-outs of the client apply. */
        PROMPT,
        /** It takes as long as it takes. */
        PATIENT
    }

    /** What may have several lines: names of files, and words of people. */
    private static final Set<String> TEXTS = Set.of("path", "comment", "message", "author", "changes");

    final String method;
    final String doing;
    final List<String> path = new ArrayList<>();
    final Map<String, List<String>> query = new LinkedHashMap<>();
    final Map<String, String> headers = new LinkedHashMap<>();
    Pace pace = Pace.PROMPT;
    boolean versioned = true;

    @Nullable
    String ownVersion;

    byte @Nullable [] json;

    @Nullable
    InputStream stream;

    boolean closesStream;

    private Request(String method, String doing) {
        this.method = method;
        this.doing = doing;
    }

    /**
     * @param doing what this is for, to go after "Cannot": {@code "inspect container 'db'"}
     * @param segments of the path, as they are; each is encoded here, {@code /} in names is kept
     * @return a GET
     */
    public static Request get(String doing, String... segments) {
        return of("GET", doing, segments);
    }

    /** As {@link #get}. */
    public static Request post(String doing, String... segments) {
        return of("POST", doing, segments);
    }

    /** As {@link #get}. */
    public static Request put(String doing, String... segments) {
        return of("PUT", doing, segments);
    }

    /** As {@link #get}. */
    public static Request delete(String doing, String... segments) {
        return of("DELETE", doing, segments);
    }

    /** As {@link #get}, with any method. */
    public static Request of(String method, String doing, String... segments) {
        Request request = new Request(method, doing);
        for (String segment : segments) {
            request.refuseBreaks("the name or id", segment);
            // A blank name would turn /containers//json into another operation.
            if (segment.isBlank()) {
                throw new IllegalArgumentException("Cannot " + doing + ": the name or id is blank.");
            }
            for (String part : segment.split("/", -1)) {
                if (part.equals(".") || part.equals("..") || part.isEmpty()) {
                    throw new IllegalArgumentException("Cannot " + doing + ": '" + segment + "' isn't a name or id.");
                }
            }
            request.path.add(segment);
        }
        return request;
    }

    /** Adds a parameter to the query; {@code null} adds nothing. */
    public Request query(String name, @Nullable Object value) {
        if (value != null) {
            if (!TEXTS.contains(name)) {
                refuseBreaks("'" + name + "'", String.valueOf(value));
            }
            query.computeIfAbsent(name, key -> new ArrayList<>()).add(String.valueOf(value));
        }
        return this;
    }

    /** @return the values of a parameter of the query, so far */
    public List<String> query(String name) {
        return List.copyOf(query.getOrDefault(name, List.of()));
    }

    /** Encoded it would do no harm here, but no name or id has one: it is a mistake, or an attack. */
    private void refuseBreaks(String what, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("Cannot "
                    + (doing + ": there is a line break in " + what + ".")
                            .replace("\r", "\\r")
                            .replace("\n", "\\n"));
        }
    }

    /** Adds a header. */
    public Request header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Sends bytes of JSON as the body. */
    public Request json(byte[] bytes) {
        json = bytes;
        return header("Content-Type", "application/json");
    }

    /** Sends bytes as the body. */
    public Request bytes(byte[] body, String contentType) {
        json = body;
        return header("Content-Type", contentType);
    }

    /** Sends a stream as the body, read while the response is. */
    public Request stream(InputStream in, String contentType) {
        stream = in;
        return header("Content-Type", contentType);
    }

    /** As {@link #stream}; it is closed when it was sent, or can't be any more. */
    public Request ownStream(InputStream in, String contentType) {
        closesStream = true;
        return stream(in, contentType);
    }

    /** The engine may take as long as it takes. */
    public Request patient() {
        pace = Pace.PATIENT;
        return this;
    }

    /** Sends the path without a version in front. */
    public Request unversioned() {
        versioned = false;
        return this;
    }

    /** @return what this is for, to go after "Cannot" */
    public String doing() {
        return doing;
    }

    /** Sends the path with this version in front, whichever was agreed on. */
    public Request version(String version) {
        ownVersion = version;
        return this;
    }

    /** @return what goes in front of the path */
    String version(Supplier<ApiVersion> agreed) {
        return !versioned ? "" : "/v" + (ownVersion != null ? ownVersion : agreed.get());
    }

    /** @return whether asking twice does no harm, so that a connection may be used of which one can't be sure */
    boolean isRepeatable() {
        return pace == Pace.PROMPT && stream == null && json == null && isReading();
    }

    private boolean isReading() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /**
     * @param response to this request
     * @return where to ask again, a path of the same engine; {@code null} when the response is to be taken as it is. What
     *     changes something is never sent twice.
     */
    @Nullable
    String redirectedBy(Response response) {
        String location = response.status() / 100 == 3 && isReading() ? response.header("location") : null;
        return location != null && location.matches("/(?!/)[!-~]*") ? location : null;
    }

    String target(String prefix) {
        StringBuilder target = new StringBuilder(prefix);
        for (String segment : path) {
            target.append('/').append(encode(segment).replace("%2F", "/").replace("%3A", ":"));
        }
        char separator = '?';
        for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
            for (String value : parameter.getValue()) {
                target.append(separator).append(encode(parameter.getKey())).append('=');
                target.append(encode(Objects.requireNonNull(value)));
                separator = '&';
            }
        }
        return target.toString();
    }

    /** @return the path alone, for messages */
    String shownPath() {
        return "/" + String.join("/", path);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
