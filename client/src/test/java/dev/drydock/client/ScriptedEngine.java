package dev.drydock.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * An engine on a Unix socket, or on TCP with TLS, that does what a test tells it to, byte by byte: for what real engines do on a bad day only.
 * Each connection follows the next {@link Script}; a ping is answered with API 1.41 unless the test wants it otherwise.
 *
 * <p>After each test it fails when the client has left a connection open or a thread running, when a script failed, or
 * when a call came that the test has no script for.
 */
public final class ScriptedEngine implements BeforeEachCallback, AfterEachCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Script PING =
            Answers.raw("HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<ScriptedCall> calls = new LinkedBlockingQueue<>();
    private final List<String> pings = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<DockerClient> clients = new CopyOnWriteArrayList<>();
    private volatile Script ping = PING;
    private volatile Script otherwise;
    private final SSLContext tls;
    private Path folder;
    private ServerSocket server;
    private Thread acceptor;
    private volatile boolean listening;

    /** An engine on a Unix socket. */
    public ScriptedEngine() {
        this(null);
    }

    /** An engine on a port of localhost, with this TLS; it wants a certificate of the client when that is trusted. */
    public ScriptedEngine(SSLContext tls) {
        this.tls = tls;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("drydock");
        listen();
    }

    /** Listens, once more after {@link #stopListening}. */
    public void listen() throws IOException {
        ServerSocket socket;
        if (tls == null) {
            socket = AFUNIXServerSocket.newInstance();
            socket.bind(AFUNIXSocketAddress.of(socketFile().toFile()));
        } else {
            socket = tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            ((SSLServerSocket) socket).setNeedClientAuth(true);
        }
        server = socket;
        listening = true;
        acceptor = start(() -> accept(socket));
    }

    /** Refuses further connections; the socket's file stays, as that of an engine that was killed. */
    public void stopListening() throws IOException {
        closeServer();
        Files.deleteIfExists(socketFile());
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socketFile()))
                .close();
    }

    /** Lets the acceptor end before: junixsocket loses a socket for an accept that is ended by a close. */
    private void closeServer() throws IOException {
        if (listening) {
            listening = false;
            if (tls != null) {
                server.close();
                return;
            }
            AFUNIXSocket.connectTo(AFUNIXSocketAddress.of(socketFile().toFile()))
                    .close();
            join(acceptor, PATIENCE.toMillis());
            server.close();
        }
    }

    /** Gives where it listens. */
    public Path socketFile() {
        return folder.resolve("s");
    }

    /** Gives where it listens. */
    public EngineAddress address() {
        return tls == null ? EngineAddress.unix(socketFile()) : EngineAddress.tls("localhost", server.getLocalPort());
    }

    /** Gives a new client of this engine, closed after the test. */
    public DockerClient client() {
        return client(DockerClient.builder());
    }

    /** Gives a new client of this engine with these time-outs, closed after the test. */
    public DockerClient client(Timeouts timeouts) {
        return client(DockerClient.builder().timeouts(timeouts));
    }

    /** Gives a new client of this engine, closed after the test. */
    public DockerClient client(DockerClient.Builder builder) {
        DockerClient client = builder.address(address()).build();
        clients.add(client);
        return client;
    }

    /** The next call, other than a ping, goes like this. */
    public ScriptedEngine next(Script script) {
        scripts.add(script);
        return this;
    }

    /** All calls that have no script of their own go like this. */
    public ScriptedEngine otherwise(Script script) {
        otherwise = script;
        return this;
    }

    /** All pings go like this. */
    public ScriptedEngine onPing(Script script) {
        ping = script;
        return this;
    }

    /** Gives the method of each ping that came. */
    public List<String> pings() {
        return pings;
    }

    /** Gives the next call that came, other than a ping; waits for it. */
    public ScriptedCall call() throws InterruptedException {
        ScriptedCall call = calls.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("No call came");
        }
        return call;
    }

    /** Gives how many calls came that {@link #call()} hasn't returned. */
    public int callsLeft() {
        return calls.size();
    }

    /** Gives how many connections came so far, those for pings included. */
    public int connections() {
        return sockets.size();
    }

    /** Waits until so many connections are open, those for pings included. */
    public void awaitOpen(int count) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (open() != count) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(open() + " connections are open, not " + count);
            }
            Thread.sleep(1);
        }
    }

    private long open() {
        return sockets.stream().filter(socket -> !socket.isClosed()).count();
    }

    private Thread start(Runnable task) {
        Thread thread = new Thread(task, "scripted-engine");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private void accept(ServerSocket from) {
        while (true) {
            Socket socket;
            try {
                socket = from.accept();
            } catch (IOException e) {
                return;
            }
            if (!listening) {
                close(socket);
                return;
            }
            sockets.add(socket);
            start(() -> serve(socket));
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            ScriptedCall call = new ScriptedCall(socket);
            if (call.readHead()) {
                script(call).play(call);
                if (!socket.isClosed()) {
                    call.end();
                }
            }
        } catch (IOException | InterruptedException e) {
            // The client is gone, or the test is over.
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
    }

    private Script script(ScriptedCall call) {
        if (call.line().endsWith(" /_ping")) {
            pings.add(call.line().substring(0, call.line().indexOf(' ')));
            return ping;
        }
        Script script = scripts.poll();
        // Now only: whoever has got the call may cause the next one, whose script is another.
        calls.add(call);
        if (script == null) {
            script = otherwise;
        }
        if (script == null) {
            failures.add(new AssertionError("The test has no script for " + call.line()));
            script = Answers.json(500, "{\"message\":\"The test has no script for this\"}");
        }
        return script;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        closeServer();
        // Those are kept on purpose. What else is open is a leak.
        clients.forEach(DockerClient::closeIdle);
        long end = System.nanoTime() + PATIENCE.toNanos();
        if (!ended(threads, end)) {
            failures.add(new AssertionError("The client has left a connection open"));
        }
        for (DockerClient client : clients) {
            client.close();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        List<Thread> ofClient = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("drydock-"))
                .toList();
        if (!ended(ofClient, end)) {
            failures.add(new AssertionError("The client has left threads running: " + ofClient));
        }
        Files.deleteIfExists(socketFile());
        Files.delete(folder);
        if (!failures.isEmpty()) {
            AssertionError failure = new AssertionError("Something went wrong in the scripted engine");
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private static void join(Thread thread, long millis) throws IOException {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while a thread was to end");
        }
    }

    private static boolean ended(List<Thread> threads, long end) throws IOException {
        boolean all = true;
        for (Thread thread : threads) {
            join(thread, Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            all &= !thread.isAlive();
        }
        return all;
    }
}
