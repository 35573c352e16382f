package dev.drydock.testing;

import dev.drydock.client.EngineAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** A Unix socket, or a port, behind which the engine is, until it is cut off: then it looks like an engine that was stopped. */
public final class Forwarder implements AutoCloseable {
    private final EngineAddress address;
    private final ServerSocket server;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Opening opening;

    /** What is done with a new connection. */
    public interface Opening {
        /**
         * Looks at what comes first.
         *
         * @param here the connection
         * @param on where it has come in
         * @return what the engine gets of it, before all that comes after
         * @throws IOException when the connection isn't passed on
         */
        byte[] begin(Socket here, Forwarder on) throws IOException;
    }

    /** Listens at once. */
    public Forwarder(Path path) throws IOException {
        this(path, (here, on) -> new byte[0]);
    }

    /** Listens at once, and looks at what comes. */
    public Forwarder(Path path, Opening opening) throws IOException {
        this(EngineAddress.unix(path), bound(path), opening);
    }

    private Forwarder(EngineAddress address, ServerSocket server, Opening opening) {
        this.address = address;
        this.server = server;
        this.opening = opening;
        start(this::accept);
    }

    private static ServerSocket bound(Path path) throws IOException {
        // Of one that was cut off before.
        Files.deleteIfExists(path);
        return AFUNIXServerSocket.bindOn(AFUNIXSocketAddress.of(path));
    }

    /** Listens on a free port of this machine, at an address that doesn't tell that it is this one. */
    public static Forwarder tcp() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        // Connections to it go to the loopback address.
        return new Forwarder(EngineAddress.tcp("0.0.0.0", server.getLocalPort()), server, (here, on) -> new byte[0]);
    }

    /** As {@code DOCKER_HOST} wants it. */
    public String address() {
        return address.toString();
    }

    private void accept() {
        try {
            while (true) {
                Socket here = server.accept();
                add(here);
                start(() -> serve(here));
            }
        } catch (IOException e) {
            // It was cut off.
        }
    }

    private void serve(Socket here) {
        try {
            byte[] begin = opening.begin(here, this);
            Socket there = connect();
            add(there);
            there.getOutputStream().write(begin);
            start(() -> copy(here, there));
            copy(there, here);
        } catch (IOException e) {
            // The engine is gone, or isn't to be reached: so is this.
            close(here);
        }
    }

    /** One that comes while all is cut is cut, too. */
    private void add(Socket socket) {
        sockets.add(socket);
        if (server.isClosed()) {
            close(socket);
        }
    }

    private static Socket connect() throws IOException {
        EngineAddress engine = TestEngine.CLIENT.address();
        if (engine.kind() == EngineAddress.Kind.UNIX) {
            return AFUNIXSocket.connectTo(AFUNIXSocketAddress.of(Path.of(engine.target())));
        }
        int colon = engine.target().lastIndexOf(':');
        return new Socket(
                engine.target().substring(0, colon),
                Integer.parseInt(engine.target().substring(colon + 1)));
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                out.write(bytes, 0, read);
                out.flush();
            }
            if (to instanceof AFUNIXSocket) {
                // What shutdownOutput would do, if newer JDKs took junixsocket's socket for a connected one.
                out.close();
            } else {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            // One end is closed: so is the other.
            close(from);
            close(to);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "forwarder");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // Closed is closed.
        }
    }

    /** Ends all connections, and takes no more. */
    public void cut() {
        close(server);
        sockets.forEach(Forwarder::close);
    }

    @Override
    public void close() {
        cut();
    }
}
