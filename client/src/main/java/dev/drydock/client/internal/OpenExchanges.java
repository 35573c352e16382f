package dev.drydock.client.internal;

import dev.drydock.client.DockerConnectionException;
import dev.drydock.client.internal.transport.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that are in use, so that closing the client ends them all. */
final class OpenExchanges {
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    boolean isClosed() {
        return closed;
    }

    Connection track(String doing, Connection connection) {
        Connection tracked = new Tracked(connection);
        connections.add(tracked);
        // Looked at after adding, so that a close at the same time misses neither.
        if (closed) {
            tracked.close();
            throw new DockerConnectionException("Cannot " + doing + ": this client is closed.", null);
        }
        return tracked;
    }

    void close() {
        closed = true;
        connections.forEach(Connection::close);
    }

    private final class Tracked implements Connection {
        private final Connection connection;

        Tracked(Connection connection) {
            this.connection = connection;
        }

        @Override
        public InputStream in() {
            return connection.in();
        }

        @Override
        public OutputStream out() {
            return connection.out();
        }

        @Override
        public void shutdownOutput() throws IOException {
            connection.shutdownOutput();
        }

        @Override
        public void readTimeout(Duration limit) throws IOException {
            connection.readTimeout(limit);
        }

        @Override
        public void close() {
            connections.remove(this);
            connection.close();
        }
    }
}
