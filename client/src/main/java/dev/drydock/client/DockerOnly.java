package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.Response;

/**
 * Asks for what Podman doesn't have. It would answer 404 or 503 as it comes, and so look like an engine without the one thing
 * that was named, or one that is just failing.
 */
final class DockerOnly {
    private final Exchange exchange;
    private final String what;

    /** @param what such as "swarm mode" */
    DockerOnly(Exchange exchange, String what) {
        this.exchange = exchange;
        this.what = what;
    }

    <T> T json(Request request, Class<T> type) {
        check(request.doing());
        return exchange.json(request, type);
    }

    void discard(Request request) {
        check(request.doing());
        exchange.discard(request);
    }

    Response send(Request request) {
        check(request.doing());
        return exchange.send(request);
    }

    void check(String doing) {
        EngineNeeds.docker(exchange, doing, what);
    }
}
