package dev.drydock.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers as an engine that costs nothing would, from a process of its own: calls with the bytes that the engine sent
 * when it was asked before, logs and archives with made ones in the engine's chunks. What a client takes longer with this
 * than the floor does is the client's own.
 */
public final class ReplayServer implements AutoCloseable {
    static final String INSPECT = "inspect.http";
    static final String LIST = "list.http";
    static final String PING = "ping.http";

    private final ServerSocketChannel unix;
    private final ServerSocketChannel tcp;
    private final Path socket;
    private final Recorded recorded;
    /** Kept, as starting one takes longer than answering a call. */
    private final ExecutorService threads = Executors.newCachedThreadPool(ReplayServer::daemon);

    /** What the engine answered, heads and all. */
    @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
    record Recorded(byte[] ping, byte[] inspect, byte[] list) {
        static Recorded in(Path folder) throws IOException {
            return new Recorded(
                    Files.readAllBytes(folder.resolve(PING)),
                    Files.readAllBytes(folder.resolve(INSPECT)),
                    Files.readAllBytes(folder.resolve(LIST)));
        }
    }

    ReplayServer(Path socket, Recorded recorded) throws IOException {
        this.socket = socket;
        this.recorded = recorded;
        unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        unix.bind(UnixDomainSocketAddress.of(socket), 128);
        tcp = ServerSocketChannel.open();
        tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
    }

    /**
     * Serves until its standard input ends, so that it doesn't outlive whoever started it. Says its addresses, a line
     * each, when it is ready.
     *
     * @param args path of the Unix socket to make; folder with the engine's answers
     */
    public static void main(String[] args) throws IOException {
        try (ReplayServer server = new ReplayServer(Path.of(args[0]), Recorded.in(Path.of(args[1])))) {
            server.start();
            System.out.println(server.unixAddress());
            System.out.println(server.tcpAddress());
            System.out.flush();
            while (System.in.read() >= 0) {
                // Nothing is said to it.
            }
        }
    }

    String unixAddress() {
        return "unix://" + socket;
    }

    String tcpAddress() throws IOException {
        return "tcp://127.0.0.1:" + ((InetSocketAddress) tcp.getLocalAddress()).getPort();
    }

    void start() {
        threads.execute(() -> accept(unix));
        threads.execute(() -> accept(tcp));
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body, "replay");
        thread.setDaemon(true);
        return thread;
    }

    private void accept(ServerSocketChannel server) {
        while (true) {
            try {
                SocketChannel client = server.accept();
                threads.execute(() -> new ReplayConnection(client, recorded).serve());
            } catch (IOException e) {
                if (!server.isOpen()) {
                    return;
                }
                throw new IllegalStateException("The replay server can't accept connections any more", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        unix.close();
        tcp.close();
        threads.shutdownNow();
        Files.deleteIfExists(socket);
    }
}
