package dev.drydock.client.internal.http;

import dev.drydock.client.internal.transport.Connection;

/** A connection with the buffer that belongs to it, for one exchange after the other. */
public final class HttpConnection implements AutoCloseable {
    final Connection connection;
    final WireInput in;

    /**
     * @param connection fresh, and from now on this one's own
     * @param buffer bytes that are read at a time at most
     */
    public HttpConnection(Connection connection, int buffer) {
        this.connection = connection;
        this.in = new WireInput(connection, buffer);
    }

    /** @return whether it can serve another exchange: nothing came that nobody has asked for, and it isn't closed */
    public boolean isQuiet() {
        return in.buffered() == 0 && connection.isQuiet();
    }

    /** Closes at once, from any thread, without reading what is left. */
    @Override
    public void close() {
        connection.close();
    }
}
