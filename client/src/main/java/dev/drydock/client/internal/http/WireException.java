package dev.drydock.client.internal.http;

import java.io.IOException;

/** The peer doesn't keep to HTTP/1.1, or ended too early. */
public final class WireException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message what was wrong */
    public WireException(String message) {
        super(message);
    }
}
