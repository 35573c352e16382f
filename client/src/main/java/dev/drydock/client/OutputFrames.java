package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.stream.FrameInput;
import dev.drydock.client.internal.stream.Frames;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Output of a container, or of a command in it, as it comes. */
public final class OutputFrames extends EngineStream<OutputFrame> {
    private final Frames frames;

    OutputFrames(Exchange exchange, String doing, Response response, boolean raw) {
        super(exchange, doing, response);
        this.frames = new Frames(response.body(), raw);
    }

    @Override
    @Nullable
    OutputFrame read() throws IOException {
        byte[] payload = frames.next();
        if (payload == null) {
            return null;
        }
        return new OutputFrame(frames.source() == 2 ? OutputFrame.Source.STDERR : OutputFrame.Source.STDOUT, payload);
    }

    @Override
    InputStream bytes() {
        return new FrameInput(frames);
    }
}
