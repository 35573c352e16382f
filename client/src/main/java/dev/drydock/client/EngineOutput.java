package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import java.io.IOException;
import java.io.OutputStream;

/** Bytes to a process in a container; closing it ends them, and leaves the other direction open. */
final class EngineOutput extends OutputStream {
    private final Exchange exchange;
    private final String doing;
    private final Response response;
    private boolean ended;
    private volatile boolean closed;

    EngineOutput(Exchange exchange, String doing, Response response) {
        this.exchange = exchange;
        this.doing = doing;
        this.response = response;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] from, int offset, int length) throws IOException {
        if (ended) {
            throw new IOException("Cannot " + doing + ": its input was closed before.");
        }
        if (closed) {
            throw new IOException("Cannot " + doing + ": the connection is closed.");
        }
        try {
            response.output().write(from, offset, length);
            response.output().flush();
        } catch (IOException e) {
            if (closed) {
                throw new IOException("Cannot " + doing + ": the connection was closed meanwhile.", e);
            }
            DockerException failure = exchange.failed(doing, response.unsent(e));
            throw new IOException(failure.getMessage(), failure);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            end();
        } catch (DockerException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The whole connection is about to be closed. Doesn't wait for a write that is blocked. */
    void closing() {
        closed = true;
    }

    synchronized void end() {
        if (!ended) {
            ended = true;
            try {
                if (!closed) {
                    response.shutdownOutput();
                }
            } catch (IOException e) {
                if (closed) {
                    return;
                }
                throw exchange.failed(doing, response.unsent(e));
            }
        }
    }
}
