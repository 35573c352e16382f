package dev.drydock.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * In front of a server without TLS: hangs up on whoever begins with TLS, as real servers do. The JDK's own would wait for the
 * end of the line, and an engine tries TLS first, for 10 s each time.
 */
final class PlainOnly implements AutoCloseable {
    private static final int HANDSHAKE = 22;

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int port;

    /** @param port of the server, on loopback */
    PlainOnly(int port) throws IOException {
        this.port = port;
        threads.execute(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket from = listening.accept();
                threads.execute(() -> serve(from));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket from) {
        try (from) {
            int first = from.getInputStream().read();
            if (first < 0 || first == HANDSHAKE) {
                return;
            }
            try (Socket to = new Socket(InetAddress.getLoopbackAddress(), port)) {
                to.getOutputStream().write(first);
                threads.execute(() -> pump(to, from));
                pump(from, to);
            }
        } catch (IOException e) {
            // One of the two has hung up, and so does the other now.
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // As above.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
