package dev.drydock.client.fuzz;

import dev.drydock.client.internal.http.HttpConnection;
import dev.drydock.client.internal.http.HttpExchange;
import dev.drydock.client.internal.http.Patience;
import dev.drydock.client.internal.transport.Connection;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** A connection to an engine that says what the fuzzer wants. */
final class FuzzedConnection implements Connection {
    private final InputStream in;

    FuzzedConnection(InputStream in) {
        this.in = in;
    }

    /** An exchange over this one, without limits. */
    HttpExchange exchange() {
        Patience patience = new Patience(Duration.ZERO, Duration.ZERO, Duration.ZERO);
        return new HttpExchange(new HttpConnection(this, 1024), patience, "docker");
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public void shutdownOutput() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void readTimeout(Duration limit) {
        // What will come is there already.
    }

    @Override
    public boolean isQuiet() {
        return true;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
