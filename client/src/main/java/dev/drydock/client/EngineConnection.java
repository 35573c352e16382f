package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection that has turned from HTTP into one for bytes in both directions, as they are: an engine's frames stay in
 * them. One thread may write while another reads; any may close.
 */
public final class EngineConnection implements AutoCloseable {
    private final EngineInput in;
    private final EngineOutput out;
    private final Response response;

    EngineConnection(Exchange exchange, String doing, Response response) {
        this.response = response;
        this.in = new EngineInput(exchange, doing, response, response.body());
        this.out = new EngineOutput(exchange, doing, response);
    }

    /** @return what the engine sends; closing it closes all */
    public InputStream input() {
        return in;
    }

    /** @return what goes to the engine; closing it is {@link #closeOutput} */
    public OutputStream output() {
        return out;
    }

    /**
     * Tells the engine that no more will come, which ends the input of a process; what it sends can still be read.
     *
     * @throws DockerException when the connection is broken
     */
    public void closeOutput() {
        out.end();
    }

    /** @return the status: 101, or 200 where the engine has not said that it changes the protocol */
    public int status() {
        return response.status();
    }

    /** Ends it at once. */
    @Override
    public void close() {
        out.closing();
        in.close();
    }
}
