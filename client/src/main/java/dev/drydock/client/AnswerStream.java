package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it comes, byte by byte: archives, events, logs with the engine's frames in them. Closing it, from any thread,
 * ends it at once. What goes wrong is an {@link java.io.IOException} whose cause is the {@link DockerException}.
 */
public final class AnswerStream extends EngineInput {
    private final Payload payload;
    private final int status;
    private final Map<String, List<String>> headers;

    AnswerStream(Exchange exchange, String doing, Response response, Payload payload) {
        super(exchange, doing, response, response.body());
        this.payload = payload;
        this.status = response.status();
        this.headers = response.headers();
    }

    /** @return the HTTP status */
    public int status() {
        return status;
    }

    /** @return the header fields as they came, their names in lower case */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * @param name in any case
     * @return the first header field of that name, or {@code null}
     */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.get(0);
    }

    @Override
    public void close() {
        super.close();
        payload.close();
    }
}
