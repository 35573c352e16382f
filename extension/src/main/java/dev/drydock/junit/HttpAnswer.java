package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * What a web server in a container answers when it is ready, for {@link Readiness#http(HttpAnswer)}, as {@link Ready.Http} says
 * it in annotations: each of its attributes has a method of that name here. Immutable.
 *
 * <pre>{@code
 * HttpAnswer.to("/health").port(8080).status(200, 401).body("UP")
 * }</pre>
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class HttpAnswer {
    private final Attributes attributes;

    private HttpAnswer(Attributes attributes) {
        this.attributes = attributes;
    }

    /**
     * @param path as {@link Ready.Http#value()}
     * @return an answer with 200 to 399
     */
    public static HttpAnswer to(String path) {
        return new HttpAnswer(new Attributes().set("value", path));
    }

    /**
     * @param port as {@link Ready.Http#port()}
     * @return the same at that port
     */
    public HttpAnswer port(int port) {
        return with("port", port);
    }

    /**
     * @param method as {@link Ready.Http#method()}
     * @return the same to such a request
     */
    public HttpAnswer method(String method) {
        return with("method", method);
    }

    /**
     * @param statuses as {@link Ready.Http#status()}
     * @return the same with one of them
     */
    public HttpAnswer status(int... statuses) {
        return with("status", statuses.clone());
    }

    /**
     * @param pattern as {@link Ready.Http#body()}
     * @return the same with such a body
     */
    public HttpAnswer body(String pattern) {
        return with("body", pattern);
    }

    /**
     * @param name of a header of the request, as {@link Ready.Http#header()}
     * @param value its value
     * @return the same with one more header
     */
    public HttpAnswer header(String name, String value) {
        return new HttpAnswer(attributes.copy().add("header", new String[] {name + ": " + value}));
    }

    /**
     * @param name of a header of the answer, as {@link Ready.Http#answerHeader()}
     * @param pattern a regular expression that is found in its value
     * @return the same with one more header
     */
    public HttpAnswer answerHeader(String name, String pattern) {
        return new HttpAnswer(attributes.copy().add("answerHeader", new String[] {name + ": " + pattern}));
    }

    /**
     * @param name for basic authentication, as {@link Ready.Http#user()}
     * @param password for it
     * @return the same for that user
     */
    public HttpAnswer user(String name, String password) {
        return with("user", name + ":" + password);
    }

    /**
     * As {@link Ready.Http#https()}.
     *
     * @return the same over TLS
     */
    public HttpAnswer https() {
        return with("https", true);
    }

    private HttpAnswer with(String attribute, Object value) {
        return new HttpAnswer(attributes.copy().set(attribute, value));
    }

    Attributes attributes() {
        return attributes;
    }
}
