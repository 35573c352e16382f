package dev.drydock.client.internal.transport;

import java.net.SocketException;

/**
 * The other side has closed its Unix socket with bytes unread. Whatever it sent before has been read by now: other than
 * TCP, such a socket gives that first.
 */
public final class HangUpException extends SocketException {
    private static final long serialVersionUID = 1L;

    HangUpException(SocketException seen) {
        super(seen.getMessage());
        initCause(seen);
    }
}
