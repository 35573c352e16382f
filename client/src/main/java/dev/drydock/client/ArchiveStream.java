package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import java.io.FilterInputStream;
import java.io.IOException;

/** A tar archive as it comes from the engine. Closing it ends the transfer at once. */
public final class ArchiveStream extends FilterInputStream {
    private final Exchange exchange;
    private final String doing;
    private final Response response;

    ArchiveStream(Exchange exchange, String doing, Response response) {
        super(response.body());
        this.exchange = exchange;
        this.doing = doing;
        this.response = response;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            return super.read(into, offset, length);
        } catch (IOException e) {
            throw new IOException(exchange.failed(doing, e).getMessage(), e);
        }
    }

    @Override
    public void close() {
        response.close();
    }
}
