package dev.drydock.client.internal.transport;

import dev.drydock.client.EngineAddress;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** Picks the way to an engine by its address. */
public final class Connectors {
    private Connectors() {}

    /**
     * @param address of the engine
     * @return what opens connections there; nothing is opened yet
     */
    public static Connector of(EngineAddress address) {
        return switch (address.kind()) {
            case UNIX -> timeout -> unix(address.target(), timeout);
            case TCP -> timeout -> tcp(address.target(), timeout);
        };
    }

    private static Connection unix(String path, Duration timeout) throws IOException {
        return connect(AFUNIXSocket.newInstance(), AFUNIXSocketAddress.of(new File(path)), timeout);
    }

    private static Connection tcp(String target, Duration timeout) throws IOException {
        // No URI: it takes no host with an underscore, as names of Compose services have.
        int colon = target.lastIndexOf(':');
        String host = target.substring(0, colon);
        int port = Integer.parseInt(target.substring(colon + 1));
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        // Followed logs and hijacked streams may be silent for hours; a router forgets such connections.
        socket.setKeepAlive(true);
        return connect(socket, new InetSocketAddress(host, port), timeout);
    }

    private static Connection connect(Socket socket, SocketAddress to, Duration timeout) throws IOException {
        try {
            socket.connect(to, millis(timeout));
            return new SocketConnection(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Sockets count in milliseconds, and 0 means for ever: a shorter limit is rounded up. */
    static int millis(Duration limit) {
        if (limit.isZero()) {
            return 0;
        }
        // Before it is counted in milliseconds, which more than some 292 million years can't be.
        return limit.toSeconds() >= Integer.MAX_VALUE / 1000 ? Integer.MAX_VALUE : (int) Math.max(1, limit.toMillis());
    }
}
