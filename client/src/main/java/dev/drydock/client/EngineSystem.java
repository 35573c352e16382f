package dev.drydock.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.Response;
import dev.drydock.client.model.DiskUsage;
import dev.drydock.client.model.EngineInfo;
import dev.drydock.client.model.EngineVersion;
import dev.drydock.client.model.LoginResult;
import dev.drydock.client.model.Ping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The engine itself: {@code /_ping}, {@code /version}, {@code /info}, {@code /system/df}, {@code /events}. All methods throw
 * the {@link DockerException}s when the engine can't be reached or refuses.
 */
public final class EngineSystem {
    private static final int LONGEST_PING = 1024;
    private static final Duration TO_READ_THE_PAST = Duration.ofSeconds(2);

    private final Exchange exchange;

    EngineSystem(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Makes sure that the engine answers: {@code GET /_ping}.
     *
     * @return what it says of itself
     */
    public Ping ping() {
        Request request = Request.get("reach the engine", "_ping").unversioned();
        try (Response response = exchange.send(request)) {
            String text = new String(response.body().readNBytes(LONGEST_PING), StandardCharsets.UTF_8);
            response.finish();
            return new Ping(
                    text,
                    header(response, "api-version"),
                    header(response, "ostype"),
                    "true".equals(header(response, "docker-experimental")),
                    header(response, "builder-version"),
                    header(response, "swarm"),
                    header(response, "server"),
                    header(response, "libpod-api-version"));
        } catch (IOException e) {
            throw exchange.failed("reach the engine", e);
        }
    }

    private static @Nullable String header(Response response, String name) {
        String value = response.header(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /**
     * Finds out whether an engine answers, and never throws. {@link #ping} says why it doesn't; {@link DockerClient#within}
     * sets how long it may take.
     *
     * @return whether it does, to {@code GET /_ping}
     */
    public boolean isReachable() {
        try {
            ping();
            return true;
        } catch (DockerException | IllegalArgumentException e) {
            // Also when DOCKER_HOST holds nonsense.
            return false;
        }
    }

    /** @return {@code GET /version} */
    public EngineVersion version() {
        return exchange.json(Request.get("ask the engine for its version", "version"), EngineVersion.class);
    }

    /** @return {@code GET /info} */
    public EngineInfo info() {
        return exchange.json(Request.get("ask the engine about itself", "info"), EngineInfo.class);
    }

    /**
     * What the engine's things take on its disk: {@code GET /system/df}. It may take the engine a while.
     *
     * @param only what to look at, all without any; engines before API 1.42 and Podman always look at all
     * @return each thing, and what they take together
     */
    public DiskUsage diskUsage(DiskUsageType... only) {
        String doing = "ask the engine what its disk is used for";
        Request request = Request.get(doing, "system", "df").patient();
        for (DiskUsageType each : only) {
            request.query("type", each.query());
        }
        if (exchange.version().isAtLeast(new ApiVersion(1, 52))) {
            // Else there are only sums.
            request.query("verbose", true);
        }
        try {
            return new DiskUsageReader(exchange.json(request, JsonNode.class)).read();
        } catch (IOException e) {
            throw exchange.failed(doing, e);
        }
    }

    /**
     * Has the engine try credentials at their registry: {@code POST /auth}. Neither the engine nor the client keeps them.
     *
     * @param credentials with {@link RegistryCredentials#withServerAddress}: {@code docker.io} for Docker Hub
     * @return what the registry said; with an identity token where it gave one
     * @throws UnauthorizedException when the registry refuses them
     */
    public LoginResult login(RegistryCredentials credentials) {
        return RegistryLogin.login(exchange, credentials);
    }

    /**
     * Follows what happens: {@code GET /events}. When this returns, the engine has accepted the question: nothing that
     * happens afterwards is missed.
     *
     * @param filters {@link Filters#NONE} for all events
     * @return the events from now on, to be closed
     */
    public EventStream events(Filters filters) {
        return events(EventOptions.DEFAULT.withFilters(filters));
    }

    /**
     * Follows what happens, or reads what has happened: {@code GET /events}.
     *
     * @param options which events; with an end in the past the engine sends what it remembers, and ends
     * @return the events, to be closed
     */
    public EventStream events(EventOptions options) {
        String doing = "follow the engine's events";
        ContainerStreams.check(doing, options.since());
        ContainerStreams.check(doing, options.until());
        Exchange once = exchange.oneCall();
        Request request = Request.get(doing, "events")
                .query("since", ContainerStreams.moment(once, options.since()))
                .query("filters", options.filters().query())
                .patient();
        Instant until = options.until();
        if (until != null && once.isPodman()) {
            // At an end that has passed, Podman stops before it has read the first event.
            Instant now = Instant.now();
            Instant soonest = now.plus(TO_READ_THE_PAST);
            if (until.isAfter(now)) {
                request.query("until", ContainerStreams.moment(once, until.isBefore(soonest) ? soonest : until));
            } else {
                request.query("stream", false);
            }
            return new EventStream(once, once.send(request), until);
        }
        return new EventStream(once, once.send(request.query("until", ContainerStreams.moment(once, until))), null);
    }
}
