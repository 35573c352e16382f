package dev.drydock.junit.internal.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Passes connections from a network of containers on to a port of this machine's loopback address. It listens on one address
 * only, and is shared by the containers that want the same.
 */
final class HostForwarder {
    private static final int BUFFER = 16 * 1024;
    private static final Map<Key, HostForwarder> OPEN = new ConcurrentHashMap<>();

    private final Key key;
    private final ServerSocket server;
    private final Predicate<InetAddress> allowed;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private int users;

    private record Key(InetAddress at, int localPort) {}

    private HostForwarder(Key key, Predicate<InetAddress> allowed) throws IOException {
        this.key = key;
        this.allowed = allowed;
        this.server = listening(key);
    }

    private static ServerSocket listening(Key key) throws IOException {
        if (!ListeningSockets.onLoopback(key.localPort())) {
            // A server that is started later may want the number on all addresses, this one among them.
            return new ServerSocket(0, 0, key.at());
        }
        try {
            return new ServerSocket(key.localPort(), 0, key.at());
        } catch (BindException e) {
            // The number is taken there; or this machine may not have it, being below 1024.
            return new ServerSocket(0, 0, key.at());
        }
    }

    /**
     * @param at address of this machine in the containers' network
     * @param localPort to pass connections on to
     * @param allowed who may connect
     */
    static synchronized HostForwarder open(InetAddress at, int localPort, Predicate<InetAddress> allowed)
            throws IOException {
        Key key = new Key(at, localPort);
        HostForwarder forwarder = OPEN.get(key);
        if (forwarder == null) {
            forwarder = new HostForwarder(key, allowed);
            OPEN.put(key, forwarder);
            start(forwarder::accept);
        }
        forwarder.users++;
        return forwarder;
    }

    /** Where it listens. */
    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket here = server.accept();
                if (allowed.test(here.getInetAddress())) {
                    start(() -> pass(here));
                } else {
                    close(here);
                }
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void pass(Socket here) {
        sockets.add(here);
        try (here;
                Socket there = new Socket()) {
            there.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), key.localPort()));
            sockets.add(there);
            if (server.isClosed()) {
                return;
            }
            Thread back = start(() -> copy(there, here));
            copy(here, there);
            back.join();
            sockets.remove(there);
        } catch (IOException e) {
            // Nobody listens: the container sees its connection closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(here);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[BUFFER];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                out.write(bytes, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One end is closed: so is the other.
            close(from);
            close(to);
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "drydock-host-access");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Closed is closed.
        }
    }

    /** To be called by each user; the last one's ends it, with its connections. */
    void release() {
        synchronized (HostForwarder.class) {
            users--;
            if (users > 0) {
                return;
            }
            OPEN.remove(key, this);
        }
        close(server);
        sockets.forEach(HostForwarder::close);
    }
}
