package dev.drydock.junit.assertions;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** Tries a connection. An engine's proxy accepts it before anybody listens in the container, but then closes it. */
final class Reachable {
    private static final int CONNECT_MILLIS = 2000;
    private static final int STAYS_OPEN_MILLIS = 50;

    private Reachable() {}

    /** What is the matter; {@code null} for nothing. */
    static @Nullable String problem(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            socket.setSoTimeout(STAYS_OPEN_MILLIS);
            return socket.getInputStream().read() >= 0
                    ? null
                    : "A connection to " + host + ":" + port + " is closed at once.";
        } catch (SocketTimeoutException e) {
            return e.getMessage() != null && e.getMessage().contains("onnect")
                    ? "There is no answer from " + host + ":" + port + "."
                    : null;
        } catch (IOException e) {
            return "There is no connection to " + host + ":" + port + ": " + e.getMessage() + ".";
        }
    }
}
