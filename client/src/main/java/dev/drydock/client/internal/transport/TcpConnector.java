package dev.drydock.client.internal.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** Opens connections over TCP, with TLS where that is wanted. */
final class TcpConnector implements Connector {
    private final String host;
    private final int port;
    private final @Nullable Tls tls;
    private @Nullable SSLContext context;

    /**
     * @param target {@code host:port}
     * @param tls or {@code null} for none
     */
    TcpConnector(String target, @Nullable Tls tls) {
        // No URI: it takes no host with an underscore, as names of Compose services have.
        int colon = target.lastIndexOf(':');
        String named = target.substring(0, colon);
        this.host = named.startsWith("[") ? named.substring(1, named.length() - 1) : named;
        this.port = Integer.parseInt(target.substring(colon + 1));
        this.tls = tls;
    }

    @Override
    public Connection open(Duration timeout) throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Connectors.millis(timeout));
        Socket tcp = connected(timeout.isZero() ? 0 : end);
        try {
            tcp.setTcpNoDelay(true);
            keepAlive(tcp);
            return new SocketConnection(tcp, tls == null ? tcp : secured(tcp, tls, timeout.isZero() ? 0 : end));
        } catch (IOException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    /** A name may have several addresses, of which not all work: localhost is often ::1 too. */
    private Socket connected(long end) throws IOException {
        IOException failure = null;
        for (InetAddress address : InetAddress.getAllByName(host)) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), left(end));
                return socket;
            } catch (IOException e) {
                socket.close();
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure == null ? new java.net.UnknownHostException(host) : failure;
    }

    /** Zero means without limit, for sockets as for us; what is over is one last millisecond. */
    private static int left(long end) {
        if (end == 0) {
            return 0;
        }
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }

    /** Followed logs and hijacked streams may be silent for hours; routers forget such connections after minutes. */
    private static void keepAlive(Socket socket) throws IOException {
        socket.setKeepAlive(true);
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 30);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 30);
        }
    }

    private SSLSocket secured(Socket tcp, Tls with, long end) throws IOException {
        SSLSocket socket = (SSLSocket) context(with).getSocketFactory().createSocket(tcp, host, port, true);
        if (with.verify()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        // A limit of each read alone would let an engine that sends a byte now and then go on for ever.
        AtomicBoolean over = new AtomicBoolean();
        Future<?> watch = end == 0
                ? null
                : Watchdog.after(end - System.nanoTime(), () -> {
                    // Whoever is first: a task that is running can still be cancelled, which says nothing then.
                    if (over.compareAndSet(false, true)) {
                        close(tcp);
                    }
                });
        try {
            socket.startHandshake();
            if (!over.compareAndSet(false, true)) {
                throw new SocketTimeoutException("the TLS handshake timed out");
            }
        } catch (IOException e) {
            if (!over.compareAndSet(false, true) && !(e instanceof SocketTimeoutException)) {
                SocketTimeoutException late = new SocketTimeoutException("the TLS handshake timed out");
                late.initCause(e);
                throw late;
            }
            if (e instanceof SocketException) {
                // An engine that refuses our certificate hangs up while the rest of our part is still being sent.
                SSLHandshakeException refused = new SSLHandshakeException("closed in the handshake: " + e.getMessage());
                refused.initCause(e);
                throw refused;
            }
            throw e;
        } finally {
            if (watch != null) {
                watch.cancel(false);
            }
        }
        return socket;
    }

    private static void close(Socket tcp) {
        try {
            tcp.close();
        } catch (IOException e) {
            // It is gone either way; whoever shakes hands over it hears of it.
        }
    }

    /** One for all connections: it remembers sessions, and the next handshake is a short one. */
    private synchronized SSLContext context(Tls with) throws IOException {
        SSLContext known = context;
        if (known == null) {
            known = with.context();
            context = known;
        }
        return known;
    }
}
