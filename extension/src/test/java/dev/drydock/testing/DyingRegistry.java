package dev.drydock.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A registry on the loopback address that takes pushes, and is gone for good in the middle of the first layer. */
public final class DyingRegistry implements AutoCloseable {
    private static final int BYTES = 100_000;

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean dead;

    /** Listens at once. */
    public DyingRegistry() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** What names of images begin with. */
    public String name() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Whether a layer was begun. */
    public boolean isDead() {
        return dead;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                // It was closed.
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                if (head.startsWith("PATCH ")) {
                    in.readNBytes(BYTES);
                    dead = true;
                    server.close();
                    return;
                }
                OutputStream out = socket.getOutputStream();
                out.write(answer(head).getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException e) {
            // The engine has hung up: it asks again, or not.
            return;
        }
    }

    private String answer(String head) {
        if (head.startsWith("GET /v2/ ")) {
            return "HTTP/1.1 200 OK\r\nDocker-Distribution-Api-Version: registry/2.0\r\nContent-Length: 0\r\n\r\n";
        }
        if (head.startsWith("POST ")) {
            return "HTTP/1.1 202 Accepted\r\nLocation: http://" + name() + "/v2/upload/1\r\nDocker-Upload-UUID: 1\r\n"
                    + "Range: 0-0\r\nContent-Length: 0\r\n\r\n";
        }
        return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    }

    /** Up to the blank line; empty at the end. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int each = in.read(); each >= 0; each = in.read()) {
            head.append((char) each);
            if (head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
