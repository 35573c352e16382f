package dev.drydock.junit.internal.ready;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.Optional;

/**
 * A port at the container's own address: who answers there is the process in the container, not the engine's proxy. Rootless
 * engines and virtual machines keep their networks to themselves: then nothing is known.
 */
final class OwnAddress {
    /** Of what was waited, until it is asked again: 4 ms after two seconds. */
    static final int PART_OF_WAITED = 500;

    private static final int CONNECT_MILLIS = 500;

    private final Optional<InetSocketAddress> address;
    private volatile boolean unreachable;

    /** What a connection came to. */
    enum Answer {
        ACCEPTS,
        REFUSES,
        UNKNOWN
    }

    /** @param address where this machine may be able to reach it */
    OwnAddress(Optional<InetSocketAddress> address) {
        this.address = address;
    }

    Answer ask() {
        if (address.isEmpty() || unreachable) {
            return Answer.UNKNOWN;
        }
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(address.get(), CONNECT_MILLIS);
            return Answer.ACCEPTS;
        } catch (ConnectException e) {
            return Answer.REFUSES;
        } catch (IOException e) {
            unreachable = true;
            return Answer.UNKNOWN;
        }
    }
}
