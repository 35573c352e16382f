package dev.drydock.client.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The exchanges that are under way, so that closing the client, or giving up one asynchronous call, ends them all. */
final class OpenExchanges {
    private final @Nullable OpenExchanges above;
    private final Set<OpenExchange> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param above has all of these, too */
    OpenExchanges(@Nullable OpenExchanges above) {
        this.above = above;
    }

    boolean isClosed() {
        return closed || (above != null && above.isClosed());
    }

    /** @return false when it was closed at once, since all are */
    boolean add(OpenExchange exchange) {
        boolean added = above == null || above.add(exchange);
        open.add(exchange);
        // Looked at after adding, so that a close at the same time misses neither.
        if (closed) {
            exchange.close();
            return false;
        }
        return added;
    }

    void remove(OpenExchange exchange) {
        open.remove(exchange);
        if (above != null) {
            above.remove(exchange);
        }
    }

    void close() {
        closed = true;
        open.forEach(OpenExchange::close);
    }
}
