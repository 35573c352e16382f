package dev.drydock.client.internal.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Bytes to and from an engine. One thread may read while another writes; any thread may close. */
public interface Connection extends Closeable {
    /** @return what the engine sends */
    InputStream in();

    /** @return what goes to the engine; closing it does no more than {@link #shutdownOutput()} */
    OutputStream out();

    /**
     * Tells the engine that nothing more will come, while its answer can still be read.
     *
     * @throws IOException when the connection is broken
     */
    void shutdownOutput() throws IOException;

    /**
     * @param limit after which a silent read fails with {@link java.net.SocketTimeoutException}; zero means never
     * @throws IOException when the connection is broken
     */
    void readTimeout(Duration limit) throws IOException;

    /** @return whether the other side has neither sent anything that isn't read yet nor, as far as can be seen, hung up */
    boolean isQuiet();

    /** Closes at once, without reading what is left; a read or write that is under way fails. */
    @Override
    void close();
}
