package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Bytes from an engine. What goes wrong is an IOException with the words, and the cause, of the client's own exception. */
class EngineInput extends InputStream {
    private final Exchange exchange;
    private final String doing;
    private final Response response;
    private final InputStream in;
    private volatile boolean closed;
    private @Nullable DockerException failed;

    EngineInput(Exchange exchange, String doing, Response response, InputStream in) {
        this.exchange = exchange;
        this.doing = doing;
        this.response = response;
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("Cannot " + doing + ": the stream is closed.");
        }
        if (failed != null) {
            // Else what broke off would seem to end there.
            throw new IOException(failed.getMessage(), failed);
        }
        try {
            return in.read(into, offset, length);
        } catch (IOException e) {
            if (closed) {
                throw new IOException("Cannot " + doing + ": the stream was closed meanwhile.", e);
            }
            DockerException failure = exchange.failed(doing, e);
            failed = failure;
            throw new IOException(failure.getMessage(), failure);
        }
    }

    @Override
    public int available() throws IOException {
        return closed ? 0 : in.available();
    }

    /** Ends the transfer at once, from any thread. */
    @Override
    public void close() {
        closed = true;
        response.close();
    }
}
