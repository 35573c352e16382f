package dev.drydock.junit.internal.ready;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;

/**
 * A port of the container accepts connections. The engine's proxy accepts on the published port before anybody listens in
 * the container, so that alone says nothing: where the container's own address can be reached, that is asked, else a
 * connection by the published port must stay open for a moment.
 */
final class PortCondition implements Condition {
    private static final int CONNECT_MILLIS = 500;
    private static final int STAYS_OPEN_MILLIS = 50;

    private final int containerPort;
    private final OwnAddress inside;
    private final InetSocketAddress published;
    private String lastSeen = "not looked at yet";

    /**
     * @param containerPort for messages
     * @param inside the container's own address, where this machine may be able to reach it
     * @param published where the engine publishes it
     */
    PortCondition(int containerPort, Optional<InetSocketAddress> inside, InetSocketAddress published) {
        this.containerPort = containerPort;
        this.inside = new OwnAddress(inside);
        this.published = published;
    }

    @Override
    public boolean holds() {
        switch (inside.ask()) {
            case ACCEPTS -> {
                return true;
            }
            case REFUSES -> {
                lastSeen = "nothing listens on port " + containerPort + " in the container";
                return false;
            }
            default -> {
                return staysOpen();
            }
        }
    }

    private boolean staysOpen() {
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(published, CONNECT_MILLIS);
            socket.setSoTimeout(STAYS_OPEN_MILLIS);
            if (isOpen(socket.getInputStream())) {
                return true;
            }
            lastSeen = "connections to " + published + " are closed at once: nothing listens on port " + containerPort
                    + " in the container";
            return false;
        } catch (IOException e) {
            lastSeen = "no connection to " + published + ": " + e.getMessage();
            return false;
        }
    }

    private static boolean isOpen(InputStream in) throws IOException {
        try {
            return in.read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    @Override
    public String shown() {
        return "port " + containerPort + " accepts connections";
    }

    @Override
    public String lastSeen() {
        return lastSeen;
    }

    /** A look takes a tenth of a millisecond, and each test waits for the last one. */
    @Override
    public long maxPauseMillis() {
        return 10;
    }

    @Override
    public int partOfWaited() {
        return OwnAddress.PART_OF_WAITED;
    }
}
