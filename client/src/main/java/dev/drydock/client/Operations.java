package dev.drydock.client;

import dev.drydock.client.Operation.Kind;
import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Masked;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.Response;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every operation of the engine by its id, with data in and out, and requests of any kind beside them. Which operations
 * there are, and what they take, is in the {@link Catalogue}.
 *
 * <pre>{@code
 * Answer made = client.operations().invoke(
 *         Invocation.of("ContainerCreate").param("name", "db").body(Map.of("Image", "postgres:15")));
 * Object id = made.at("Id");
 * }</pre>
 *
 * <p>Bad input is refused with an {@link IllegalArgumentException} before anything is sent. An operation or parameter that came
 * only after the version that is spoken is refused, too, with a {@link DockerException}. A status that isn't success is thrown, as
 * everywhere in this client, unless {@code anyStatus()} says otherwise; 304, which means that there was nothing to do, isn't. The
 * other {@link DockerException}s are thrown when the engine can't be reached.
 */
public final class Operations {
    /** Far more than any data has; archives and logs may have more. */
    private static final int LARGEST = 256 * 1024 * 1024;

    /** What Podman keeps of an older API has its version in the path. */
    private static final Pattern FIXED = Pattern.compile("/v[0-9]");

    private final Exchange exchange;
    private final @Nullable Catalogue chosen;
    private volatile @Nullable Catalogue own;

    Operations(Exchange exchange) {
        this(exchange, null);
    }

    private Operations(Exchange exchange, @Nullable Catalogue chosen) {
        this.exchange = exchange;
        this.chosen = chosen;
    }

    /** @return the operations of the engine, in the version that is spoken with it; asked now if it wasn't before */
    public Catalogue catalogue() {
        Catalogue known = chosen != null ? chosen : own;
        if (known == null) {
            String podman = exchange.podmanVersion();
            known = podman != null
                    ? Catalogue.nearest("podman", podman)
                    : Catalogue.nearest("docker", exchange.version().toString());
            own = known;
        }
        return known;
    }

    /**
     * Goes by another catalogue than the engine's own, and speaks its version.
     *
     * @param catalogue such as {@code Catalogue.of("docker", "1.41")}
     * @return the operations in it
     */
    public Operations with(Catalogue catalogue) {
        return new Operations(exchange, catalogue);
    }

    /**
     * @param id of an operation without parameters, such as {@code SystemInfo}
     * @return the answer
     */
    public Answer invoke(String id) {
        return invoke(Invocation.of(id));
    }

    /**
     * Invokes an operation and reads the answer to its end, up to 256 MiB. An error that the engine reports in the midst of
     * progress, as of a pull, is thrown as a {@link DockerStreamException}.
     *
     * @param invocation id, parameters and body
     * @return the answer
     */
    public Answer invoke(Invocation invocation) {
        Routing routing = new Routing(catalogue(), invocation);
        try (Payload payload = new Payload("invoke " + invocation.id())) {
            Request request = prepared(routing, payload);
            Answer answer = whole(request, routing.doing(), invocation.isAnyStatus());
            if (routing.operation().kind() == Kind.PROGRESS && !invocation.isAnyStatus()) {
                refuseErrors(routing.doing(), answer);
            }
            return answer;
        }
    }

    /**
     * Invokes an operation and gives the answer as it comes: archives, events, logs that are followed.
     *
     * @param invocation id, parameters and body
     * @return the answer, to be closed
     */
    public AnswerStream open(Invocation invocation) {
        Routing routing = new Routing(catalogue(), invocation);
        Payload payload = new Payload("invoke " + invocation.id());
        return opened(() -> prepared(routing, payload).patient(), routing::doing, payload, invocation.isAnyStatus());
    }

    /**
     * Invokes an operation that gives a connection in both directions: {@code ContainerAttach}, {@code ExecStart}, {@code Session},
     * and {@code ContainerAttachWebsocket}, whose bytes are WebSocket's.
     *
     * @param invocation id, parameters and body
     * @return the connection, to be closed
     * @throws IllegalArgumentException when it is another operation
     */
    public EngineConnection attach(Invocation invocation) {
        Routing routing = new Routing(catalogue(), invocation);
        String protocol = routing.operation().upgrade();
        if (protocol == null) {
            throw new IllegalArgumentException("Cannot attach with " + invocation.id()
                    + ": it gives no connection; invoke() and open() are for it.");
        }
        try (Payload payload = new Payload("invoke " + invocation.id())) {
            Request request = upgrade(prepared(routing, payload), protocol);
            return new EngineConnection(exchange, routing.doing(), exchange.send(request));
        }
    }

    /**
     * Sends any request and reads the answer to its end, up to 256 MiB.
     *
     * @param raw method, path and all
     * @return the answer
     */
    public Answer request(RawRequest raw) {
        try (Payload payload = new Payload(doing(raw))) {
            Request request = refuseUpgrade(raw, prepared(raw, payload));
            return whole(raw.isPatient() ? request.patient() : request, doing(raw), raw.isAnyStatus());
        }
    }

    /**
     * Sends any request and gives the answer as it comes.
     *
     * @param raw method, path and all
     * @return the answer, to be closed
     */
    public AnswerStream open(RawRequest raw) {
        Payload payload = new Payload(doing(raw));
        return opened(
                () -> refuseUpgrade(raw, prepared(raw, payload)).patient(),
                () -> doing(raw),
                payload,
                raw.isAnyStatus());
    }

    /**
     * Sends any request that gives a connection in both directions.
     *
     * @param raw method, path and all; with a header {@code Upgrade} unless it is to be {@code tcp}
     * @return the connection, to be closed
     */
    public EngineConnection attach(RawRequest raw) {
        try (Payload payload = new Payload(doing(raw))) {
            Request request = upgrade(prepared(raw, payload), raw.headers().getOrDefault(UserHeaders.UPGRADE, "tcp"));
            return new EngineConnection(exchange, doing(raw), exchange.send(request));
        }
    }

    private Request prepared(Routing routing, Payload payload) {
        Request request = routing.request(payload);
        refuseFolders(request, routing.doing(), routing.operation().path());
        return versioned(request, routing.operation().path());
    }

    private Request prepared(RawRequest raw, Payload payload) {
        String[] segments = Routing.segments(raw.template(), raw.names());
        for (String segment : segments) {
            if (segment.startsWith("{") && segment.endsWith("}")) {
                throw new IllegalArgumentException("Cannot " + doing(raw) + ": nothing is given for " + segment
                        + "; RawRequest.path(name, value) does that.");
            }
        }
        Request request = Request.of(raw.method(), doing(raw), segments);
        raw.query().forEach((name, all) -> all.forEach(value -> request.query(name, Routing.plain(value))));
        refuseFolders(request, doing(raw), raw.template());
        Object body = raw.body();
        if (body != null) {
            boolean text = Payload.isTree(body) || body instanceof CharSequence;
            payload.into(request, body, text ? Payload.JSON : "application/octet-stream");
        }
        raw.headers().forEach(request::header);
        if (!raw.isVersioned()) {
            return request.unversioned();
        }
        String version = raw.version();
        return version != null ? request.version(version) : versioned(request, raw.template());
    }

    /** What comes after it would be no HTTP any more. */
    private static Request refuseUpgrade(RawRequest raw, Request request) {
        if (raw.headers().containsKey(UserHeaders.UPGRADE)) {
            throw new IllegalArgumentException("Cannot " + doing(raw) + ": a header 'Upgrade' is for attach() only.");
        }
        return request;
    }

    private static String doing(RawRequest raw) {
        return "send " + raw.method() + " " + raw.template();
    }

    private void refuseFolders(Request request, String doing, String path) {
        if (path.endsWith("/build")) {
            request.query("remote").forEach(address -> RemoteContext.check(doing, address, exchange));
        }
    }

    /** Podman's own paths have its own versions before them. */
    private Request versioned(Request request, String path) {
        if (FIXED.matcher(path).lookingAt()) {
            return request.unversioned();
        }
        if (path.startsWith("/libpod/")) {
            String podman = chosen != null ? chosen.version() : exchange.podmanVersion();
            return podman != null ? request.version(podman) : request;
        }
        return chosen != null && !chosen.engine().equals("podman") ? request.version(chosen.version()) : request;
    }

    private static Request upgrade(Request request, String protocol) {
        request.header("Connection", "Upgrade").header("Upgrade", protocol).patient();
        if (protocol.equals("websocket")) {
            byte[] key = new byte[16];
            ThreadLocalRandom.current().nextBytes(key);
            request.header("Sec-WebSocket-Version", "13")
                    .header("Sec-WebSocket-Key", Base64.getEncoder().encodeToString(key));
        }
        return request;
    }

    private Response sent(Request request, boolean anyStatus) {
        Response response = exchange.sendWhateverComes(request);
        if (anyStatus || response.isSuccess() || response.status() == 304) {
            return response;
        }
        try (response) {
            throw exchange.refused(request, response);
        }
    }

    private Answer whole(Request request, String doing, boolean anyStatus) {
        try (Response response = sent(request, anyStatus)) {
            byte[] body = response.body().readNBytes(LARGEST);
            if (body.length == LARGEST) {
                throw new DockerException(
                        "Cannot " + doing + ": the answer is larger than 256 MiB; open() gives it bit by bit.", null);
            }
            response.finish();
            return new Answer(doing, response.status(), response.headers(), body);
        } catch (IOException e) {
            throw exchange.failed(doing, e);
        }
    }

    private AnswerStream opened(Supplier<Request> made, Supplier<String> doing, Payload payload, boolean anyStatus) {
        try {
            Response response = sent(made.get(), anyStatus);
            return new AnswerStream(exchange, doing.get(), response, payload);
        } catch (RuntimeException e) {
            payload.close();
            throw e;
        }
    }

    private static void refuseErrors(String doing, Answer answer) {
        for (Object line : answer.data() instanceof String ? List.of() : answer.records()) {
            if (line instanceof Map<?, ?> map) {
                Object detail = map.get("errorDetail") instanceof Map<?, ?> error ? error.get("message") : null;
                Object words = detail != null ? detail : map.get("error");
                if (words instanceof String said && !said.isEmpty()) {
                    String text = Masked.words(said);
                    throw new DockerStreamException("Cannot " + doing + ": the engine reports '" + text + "'.", text);
                }
            }
        }
    }
}
