package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.stream.Frames;
import java.io.OutputStream;

/**
 * Standard input, output and error of a container, or of a command in it, over one connection. One thread may write while
 * another reads; any may close.
 */
public final class Attachment implements AutoCloseable {
    private final Response response;
    private final EngineOutput stdin;
    private final OutputFrames output;

    Attachment(Exchange exchange, String doing, Response response, boolean raw, boolean breaks) {
        this.response = response;
        this.stdin = new EngineOutput(exchange, doing, response);
        this.output = new OutputFrames(exchange, doing, response, new Frames(response.body(), raw, breaks));
    }

    /** @return what the process reads; closing it is {@link #closeStdin()}, the output goes on */
    public OutputStream stdin() {
        return stdin;
    }

    /**
     * Tells the process that its input has ended, as Ctrl-D in a terminal does; what it still writes can be read. Waits for
     * a write that is under way; {@link #close} doesn't.
     *
     * @throws DockerException when the connection is broken
     */
    public void closeStdin() {
        stdin.end();
    }

    /** @return what the process writes; ends with it */
    public OutputFrames output() {
        return output;
    }

    /** Lets go at once. The process runs on. */
    @Override
    public void close() {
        stdin.closing();
        output.close();
        response.close();
    }
}
