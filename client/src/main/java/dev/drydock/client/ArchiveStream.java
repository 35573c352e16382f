package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import dev.drydock.client.model.FileStat;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A tar archive as it comes from the engine. Closing it, from any thread, ends the transfer at once. What goes wrong is an
 * {@link java.io.IOException} whose cause is the {@link DockerException}.
 */
public final class ArchiveStream extends EngineInput {
    private final @Nullable FileStat stat;

    ArchiveStream(Exchange exchange, String doing, Response response, @Nullable FileStat stat) {
        this(exchange, doing, response, response.body(), stat);
    }

    private ArchiveStream(
            Exchange exchange, String doing, Response response, InputStream body, @Nullable FileStat stat) {
        super(exchange, doing, response, body);
        this.stat = stat;
    }

    /** The same, where what comes is looked through on its way. */
    static ArchiveStream through(InputStream body, Exchange exchange, String doing, Response response) {
        return new ArchiveStream(exchange, doing, response, body, null);
    }

    /** @return what the engine says of the file or folder; {@code null} where it doesn't, as of an exported container */
    public @Nullable FileStat stat() {
        return stat;
    }
}
