package dev.drydock.client.internal;

import dev.drydock.client.ApiVersion;
import dev.drydock.client.CredentialSource;
import dev.drydock.client.DockerException;
import dev.drydock.client.DockerTimeoutException;
import dev.drydock.client.DockerTimeoutException.Phase;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.Timeouts;
import dev.drydock.client.internal.http.HttpConnection;
import dev.drydock.client.internal.http.HttpExchange;
import dev.drydock.client.internal.http.LimitException;
import dev.drydock.client.internal.http.Patience;
import dev.drydock.client.internal.http.ResponseHead;
import dev.drydock.client.internal.http.WireException;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.internal.transport.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a request becomes a response, and a status an exception. It is also the view that a client, or one
 * call of it, has of the engine: with its own limits, and to be ended on its own.
 */
public final class Exchange {
    private static final int REDIRECTS = 5;
    private static final int BUFFER = 32 * 1024;
    private static final int STREAM_BUFFER = 256 * 1024;

    private final EngineLink link;
    private final Timeouts prompt;
    private final Timeouts patient;
    private final OpenExchanges open;
    private final Failures failures = new Failures();
    /** Where several requests make up one call: when it began. */
    private final @Nullable Long begin;

    /** @param link to the engine, with the limits of all its calls */
    public Exchange(EngineLink link) {
        this(link, link.prompt, link.patient, link.open, null);
    }

    private Exchange(EngineLink link, Timeouts prompt, Timeouts patient, OpenExchanges open, @Nullable Long begin) {
        this.link = link;
        this.prompt = prompt;
        this.patient = patient;
        this.open = open;
        this.begin = begin;
    }

    /** @return the same with other limits, for calls of either kind */
    public Exchange within(Timeouts limits) {
        return new Exchange(link, limits, limits, open, begin);
    }

    /** @return the same for several requests that make up one call, which begins now */
    public Exchange oneCall() {
        return begin != null ? this : new Exchange(link, prompt, patient, open, System.nanoTime());
    }

    /** @return the same, to be ended on its own by {@link #cancel()} */
    public Exchange cancellable() {
        return new Exchange(link, prompt, patient, new OpenExchanges(open), begin);
    }

    /** @return the same for clearing up: what ends or limits single calls doesn't hold for these, the client's limits do */
    public Exchange lasting() {
        return new Exchange(link, link.prompt, link.patient, link.open, null);
    }

    /** Ends every call that was begun with this; later ones fail. */
    public void cancel() {
        open.close();
    }

    /** Closes the connections that are kept for later calls. */
    public void closeIdle() {
        link.closeIdle();
    }

    /** Ends every call of the client that is under way; later ones fail. */
    public void close() {
        link.close();
    }

    /** @return the engine's address, found now if it wasn't before */
    public EngineAddress address() {
        return link.engine().address();
    }

    /** @return the version of the API to speak, agreed on now if it wasn't before */
    public ApiVersion version() {
        return link.negotiation.version(oneCall());
    }

    /** @return where credentials for registries come from */
    public CredentialSource credentials() {
        return link.credentials;
    }

    /** @return whether the engine is Podman, asked now if it wasn't before */
    public boolean isPodman() {
        return podman() > 0;
    }

    /** @return the first number of Podman's version, 0 for Docker */
    public int podman() {
        return link.negotiation.podman(oneCall());
    }

    /** @return the version of Podman's service, {@code null} when it is another engine; asked now if it wasn't before */
    public @Nullable String podmanVersion() {
        return link.negotiation.podmanVersion(oneCall());
    }

    /**
     * Sends and returns the response with its body unread.
     *
     * @param request sent once
     * @return a response with a status of 2xx, or 101 where an upgrade was asked for
     */
    public Response send(Request request) {
        Response response = sendWhateverComes(request);
        if (response.isSuccess()) {
            return response;
        }
        try (response) {
            throw refused(request, response);
        }
    }

    /** What to throw for a response that isn't success; it is read and done with. */
    public DockerException refused(Request request, Response response) {
        DockerException refusal = failures.of(request, response, link.negotiation, address());
        try {
            response.finish();
        } catch (IOException e) {
            // What there is of the answer is in the refusal; the connection is just not kept.
            refusal.addSuppressed(e);
        }
        return refusal;
    }

    /** As {@link #send}, for any status. */
    public Response sendWhateverComes(Request request) {
        // A negotiation that comes first has its share of the limit for the whole call.
        return begin != null ? send(request, begin) : oneCall().sendWhateverComes(request);
    }

    private Response send(Request request, long from) {
        // Before an engine is looked for, or found to be gone: that wouldn't be the reason.
        if (open.isClosed()) {
            throw failures.closed(request.doing, link.open.isClosed());
        }
        Timeouts limits = request.pace == Request.Pace.PROMPT ? prompt : patient;
        String target = request.target(address().basePath() + request.version(this::version));
        for (int hops = 0; ; hops++) {
            Patience patience = new Patience(limits.head(), limits.inactivity(), limits.call(), from);
            Response response = send(request, target, limits, patience, request.isRepeatable());
            String elsewhere = hops < REDIRECTS ? request.redirectedBy(response) : null;
            if (elsewhere == null) {
                return response;
            }
            response.close();
            target = elsewhere;
        }
    }

    private Response send(Request request, String target, Timeouts limits, Patience patience, boolean reuse) {
        Route engine = link.engine();
        HttpConnection kept = reuse ? link.idle.take() : null;
        HttpConnection connection = kept != null ? kept : connect(request, engine, limits, patience);
        HttpExchange http = new HttpExchange(connection, patience, link.host());
        OpenExchange exchange = new OpenExchange(http, link.idle, open);
        if (!open.add(exchange)) {
            exchange.close();
            throw failures.closed(request.doing, link.open.isClosed());
        }
        exchange.watch();
        try {
            transmit(http, request, target);
            ResponseHead head = http.receive();
            if (head.status() == 101) {
                if (!request.headers.containsKey("Upgrade")) {
                    throw new WireException("the engine answered 101, a change of protocol that nobody asked for");
                }
                return new Response(exchange, head, http.hijackedInput());
            }
            return new Response(exchange, head, http.body(head));
        } catch (IOException e) {
            exchange.close();
            // The engine may have closed a connection that nobody used, just when it was to be used again.
            if (kept != null && http.isUnanswered() && !(e instanceof LimitException) && !open.isClosed()) {
                return send(request, target, limits, patience, false);
            }
            throw failed(request.doing, e);
        } catch (RuntimeException | Error e) {
            exchange.close();
            throw e;
        }
    }

    private static void transmit(HttpExchange http, Request request, String target) {
        Map<String, String> headers = new LinkedHashMap<>(request.headers);
        headers.putIfAbsent("User-Agent", UserAgent.TEXT);
        headers.putIfAbsent("Accept", "application/json, */*;q=0.5");
        if (request.stream == null) {
            boolean keep = request.pace == Request.Pace.PROMPT;
            http.send(request.method, target, headers, request.json, keep);
        } else {
            http.upload(request.method, target, headers, request.stream, request.closesStream);
        }
    }

    private HttpConnection connect(Request request, Route to, Timeouts limits, Patience patience) {
        long left = patience.callLeft();
        Duration whole = Duration.ofNanos(left);
        Duration connect = limits.connect();
        boolean hurry = left != Long.MAX_VALUE && (connect.isZero() || whole.compareTo(connect) < 0);
        try {
            int buffer = request.pace == Request.Pace.PROMPT ? BUFFER : STREAM_BUFFER;
            HttpConnection connection = new HttpConnection(to.connector().open(hurry ? whole : connect), buffer);
            link.reached = true;
            return connection;
        } catch (SocketTimeoutException e) {
            if (hurry) {
                throw failures.late(request.doing, to.address(), patience.over());
            }
            throw new DockerTimeoutException(
                    "Cannot " + request.doing + ": the engine at " + to.address() + " accepted no connection for "
                            + Failures.shown(limits.connect()) + ".",
                    Phase.CONNECT,
                    limits.connect(),
                    e);
        } catch (IOException e) {
            throw failures.unreachable(request.doing, to.address(), e);
        }
    }

    /** @return nanoseconds that the whole call may still take; {@link Long#MAX_VALUE} for no limit */
    public long callLeft() {
        return patience().callLeft();
    }

    /** What to throw when that time is over. */
    DockerException late(String doing) {
        return failures.late(doing, address(), patience().over());
    }

    private Patience patience() {
        long from = begin != null ? begin : System.nanoTime();
        return new Patience(prompt.head(), prompt.inactivity(), prompt.call(), from);
    }

    /** Sends and reads the body as JSON. */
    public <T> T json(Request request, Class<T> type) {
        try (Response response = send(request)) {
            T value = Json.read(response.body(), type);
            response.finish();
            return value;
        } catch (IOException e) {
            throw failed(request.doing, e);
        }
    }

    /** Sends, reads the body to its end and forgets it. */
    public void discard(Request request) {
        try (Response response = send(request)) {
            response.body().transferTo(OutputStream.nullOutputStream());
            response.finish();
        } catch (IOException e) {
            throw failed(request.doing, e);
        }
    }

    /** What to throw when something couldn't be sent, or the body of a response couldn't be read. */
    public DockerException failed(String doing, IOException cause) {
        if (open.isClosed()) {
            return failures.closedMeanwhile(doing, link.open.isClosed(), cause);
        }
        return cause instanceof LimitException limit
                ? failures.late(doing, address(), limit)
                : failures.broken(doing, address(), cause);
    }

    /** @return whether another try may have another outcome: the engine was reached, and nobody has ended the calls */
    boolean mayTryAgain() {
        return link.reached && !open.isClosed();
    }
}
