package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import dev.drydock.testing.TestEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** The real engine, but for some requests, which are refused; or from which on it is gone. */
final class RefusingEngine implements AutoCloseable {
    private final ServerSocket server;
    private final Predicate<String> refused;
    private final boolean forGood;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final DockerClient client;
    private volatile boolean gone;

    /**
     * @param socket to listen at
     * @param refused of a request's method and target
     * @param forGood whether nothing is answered after that
     */
    RefusingEngine(Path socket, Predicate<String> refused, boolean forGood) throws IOException {
        this.server = AFUNIXServerSocket.bindOn(AFUNIXSocketAddress.of(socket));
        this.refused = refused;
        this.forGood = forGood;
        this.client = DockerClient.connect(EngineAddress.unix(socket));
        start(this::accept);
    }

    DockerClient client() {
        return client;
    }

    private void accept() {
        try {
            while (true) {
                Socket here = server.accept();
                sockets.add(here);
                start(() -> serve(here));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    /** One request a connection: the next ones would pass unseen. */
    private void serve(Socket here) {
        try {
            String head = head(here.getInputStream());
            if (gone) {
                here.close();
                return;
            }
            if (refused.test(head.substring(0, head.indexOf("\r\n")))) {
                refuse(here);
                return;
            }
            Socket there = AFUNIXSocket.connectTo(
                    AFUNIXSocketAddress.of(Path.of(TestEngine.CLIENT.address().target())));
            sockets.add(there);
            String sent = head.contains("\r\nUpgrade:") ? head : head.replaceFirst("\r\n", "\r\nConnection: close\r\n");
            there.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            start(() -> copy(here, there, false));
            copy(there, here, true);
        } catch (IOException e) {
            close(here);
        }
    }

    private void refuse(Socket here) throws IOException {
        if (forGood) {
            gone = true;
            close();
            return;
        }
        String body = "{\"message\":\"not today\"}";
        here.getOutputStream()
                .write(("HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1));
        close(here);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int one = in.read();
            if (one < 0) {
                throw new IOException("no request");
            }
            head.write(one);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void copy(Socket from, Socket to, boolean last) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                out.write(bytes, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // One end is closed: so is the other.
            close(from);
            close(to);
        }
        if (last) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "refusing-engine");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        sockets.forEach(RefusingEngine::close);
    }
}
