package dev.drydock.client.internal;

import dev.drydock.client.ApiVersion;
import dev.drydock.client.DockerException;
import dev.drydock.client.DockerTimeoutException;
import dev.drydock.client.DockerTimeoutException.Phase;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.Timeouts;
import dev.drydock.client.internal.http.HttpExchange;
import dev.drydock.client.internal.http.ResponseHead;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.internal.transport.Connection;
import dev.drydock.client.internal.transport.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one place where a request becomes a response, and a status an exception. */
public final class Exchange {
    private final Supplier<Route> discovery;
    private final Timeouts timeouts;
    private final Failures failures = new Failures();
    private final Negotiation negotiation;
    private final OpenExchanges open = new OpenExchanges();
    private volatile @Nullable Route engine;

    /**
     * @param discovery finds the engine; asked at the first call
     * @param timeouts for all calls
     * @param pinned version to speak, or {@code null} to negotiate
     */
    public Exchange(Supplier<Route> discovery, Timeouts timeouts, @Nullable ApiVersion pinned) {
        this.discovery = discovery;
        this.timeouts = timeouts;
        this.negotiation = new Negotiation(this, pinned);
    }

    /** @return the engine's address, found now if it wasn't before */
    public EngineAddress address() {
        return engine().address();
    }

    /** @return what was agreed with the engine, now if it wasn't before */
    public Handshake handshake() {
        return negotiation.handshake();
    }

    /**
     * Sends and returns the response with its body unread.
     *
     * @param request sent once
     * @return a response with a status of 2xx, or 101 where an upgrade was asked for
     */
    public Response send(Request request) {
        String target = request.target(request.versioned ? "/v" + handshake().version() : "");
        Duration headLimit = request.pace == Request.Pace.PROMPT ? timeouts.head() : Duration.ZERO;
        HttpExchange exchange = connect(request);
        try {
            transmit(exchange, request, target);
            ResponseHead head = exchange.receive(headLimit);
            if (head.status() == 101) {
                exchange.connection().readTimeout(Duration.ZERO);
                return new Response(exchange, head, exchange.hijackedInput());
            }
            if (head.status() < 200 || head.status() > 299) {
                InputStream body = exchange.body(head, timeouts.inactivity());
                DockerException failure = failures.of(request, head, body);
                exchange.close();
                throw failure;
            }
            boolean prompt = request.pace == Request.Pace.PROMPT;
            return new Response(exchange, head, exchange.body(head, prompt ? timeouts.inactivity() : Duration.ZERO));
        } catch (SocketTimeoutException e) {
            exchange.close();
            throw new DockerTimeoutException(
                    "Cannot " + request.doing + ": the engine at " + address() + " gave no answer for "
                            + Failures.shown(headLimit) + ". It may be overloaded or stuck.",
                    Phase.HEAD,
                    headLimit,
                    e);
        } catch (IOException e) {
            exchange.close();
            throw failures.broken(request.doing, address(), open.isClosed(), e);
        } catch (RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    private static void transmit(HttpExchange exchange, Request request, String target) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>(request.headers);
        headers.putIfAbsent("User-Agent", "drydock");
        headers.putIfAbsent("Accept", "application/json, */*;q=0.5");
        if (request.stream == null) {
            exchange.send(request.method, target, headers, request.json);
        } else {
            exchange.upload(request.method, target, headers, request.stream);
        }
    }

    private HttpExchange connect(Request request) {
        Route to = engine();
        Connection connection;
        try {
            connection = to.connector().open(timeouts.connect());
        } catch (SocketTimeoutException e) {
            throw new DockerTimeoutException(
                    "Cannot " + request.doing + ": the engine at " + to.address() + " accepted no connection for "
                            + Failures.shown(timeouts.connect()) + ".",
                    Phase.CONNECT,
                    timeouts.connect(),
                    e);
        } catch (IOException e) {
            throw failures.unreachable(request.doing, to.address(), e);
        }
        return new HttpExchange(open.track(request.doing, connection));
    }

    /** Sends and reads the body as JSON. */
    public <T> T json(Request request, Class<T> type) {
        try (Response response = send(request)) {
            return Json.read(response.body(), type);
        } catch (IOException e) {
            throw failed(request.doing, e);
        }
    }

    /** Sends, reads the body to its end and forgets it. */
    public void discard(Request request) {
        try (Response response = send(request)) {
            response.body().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw failed(request.doing, e);
        }
    }

    /** What to throw when the body of a response couldn't be read. */
    public DockerException failed(String doing, IOException cause) {
        if (cause instanceof SocketTimeoutException) {
            return new DockerTimeoutException(
                    "Cannot " + doing + ": the engine at " + address() + " fell silent in the middle of its answer for "
                            + Failures.shown(timeouts.inactivity()) + ".",
                    Phase.INACTIVITY,
                    timeouts.inactivity(),
                    cause);
        }
        return failures.broken(doing, address(), open.isClosed(), cause);
    }

    private Route engine() {
        Route known = engine;
        if (known == null) {
            synchronized (this) {
                known = engine;
                if (known == null) {
                    known = discovery.get();
                    engine = known;
                }
            }
        }
        return known;
    }

    /** Ends every call that is under way; later ones fail. */
    public void close() {
        open.close();
    }
}
