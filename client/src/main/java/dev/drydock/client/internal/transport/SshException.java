package dev.drydock.client.internal.transport;

import java.io.IOException;

/** The ssh command ended without a connection to the engine; the message has its own words. */
public final class SshException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message with what ssh, or the other machine, said */
    public SshException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
