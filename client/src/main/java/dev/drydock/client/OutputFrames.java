package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.stream.FrameInput;
import dev.drydock.client.internal.stream.Frames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Output of a container, or of a command in it, as it comes. */
public final class OutputFrames extends EngineStream<OutputFrame> {
    private final Frames frames;

    OutputFrames(Exchange exchange, String doing, Response response, boolean raw) {
        this(exchange, doing, response, new Frames(response.body(), raw, false));
    }

    OutputFrames(Exchange exchange, String doing, Response response, Frames frames) {
        super(exchange, doing, response);
        this.frames = frames;
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

    /**
     * The same line by line, as UTF-8, each line as soon as it is there. Standard output and standard error are one here;
     * ask for one of them alone, where both may write at the same time.
     *
     * @return the lines without their ends; to be closed, or read to its end
     * @throws IllegalStateException when the stream is already read in another way
     */
    public Stream<String> lines() {
        BufferedReader reader = new BufferedReader(new InputStreamReader(inputStream(), StandardCharsets.UTF_8));
        int kind = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(
                        new Spliterators.AbstractSpliterator<String>(Long.MAX_VALUE, kind) {
                            @Override
                            public boolean tryAdvance(Consumer<? super String> action) {
                                String line = line(reader);
                                if (line != null) {
                                    action.accept(line);
                                }
                                return line != null;
                            }
                        },
                        false)
                .onClose(this::close);
    }

    private @Nullable String line(BufferedReader reader) {
        try {
            String line = isClosed() ? null : reader.readLine();
            if (line == null) {
                close();
            }
            return line;
        } catch (IOException e) {
            if (isClosed()) {
                return null;
            }
            close();
            throw e.getCause() instanceof DockerException failure
                    ? failure
                    : new DockerException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    InputStream bytes() {
        return new FrameInput(frames);
    }
}
