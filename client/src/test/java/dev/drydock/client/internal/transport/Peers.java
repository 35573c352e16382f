package dev.drydock.client.internal.transport;

import dev.drydock.client.Certificates;
import dev.drydock.client.EngineAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** A way to connect, and a server at its other end. */
enum Peers {
    UNIX,
    TCP,
    TLS_1_2,
    TLS_1_3;

    /** Both ends of one connection. */
    record Pair(ServerSocket server, Connection connection, Socket peer) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            connection.close();
            peer.close();
            server.close();
        }

        /** Ends what the peer sends. */
        void endPeersOutput() throws IOException {
            if (server instanceof AFUNIXServerSocket) {
                // What shutdownOutput would do, if newer JDKs took junixsocket's socket for a connected one.
                peer.getOutputStream().close();
            } else {
                peer.shutdownOutput();
            }
        }
    }

    ServerSocket server(Path folder) throws IOException {
        return switch (this) {
            case UNIX -> {
                ServerSocket server = AFUNIXServerSocket.newInstance();
                server.bind(AFUNIXSocketAddress.of(folder.resolve("s").toFile()));
                yield server;
            }
            case TCP -> new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            case TLS_1_2, TLS_1_3 ->
                Certificates.server("server")
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        };
    }

    Connection connect(ServerSocket server, Path folder) throws IOException {
        EngineAddress address = switch (this) {
            case UNIX -> EngineAddress.unix(folder.resolve("s"));
            case TCP -> EngineAddress.tcp("127.0.0.1", server.getLocalPort());
            case TLS_1_2, TLS_1_3 -> EngineAddress.tls("localhost", server.getLocalPort());
        };
        return Connectors.DEFAULT
                .tls(Tls.fromFolder(Certificates.of("client"), true))
                .to(address)
                .connector()
                .open(Duration.ofSeconds(10));
    }

    Pair pair(Path folder) throws Exception {
        ServerSocket server = server(folder);
        CompletableFuture<Connection> connecting = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                connecting.complete(connect(server, folder));
            } catch (IOException e) {
                connecting.completeExceptionally(e);
            }
        });
        thread.start();
        Socket peer = server.accept();
        if (peer instanceof SSLSocket tls) {
            tls.setEnabledProtocols(new String[] {this == TLS_1_2 ? "TLSv1.2" : "TLSv1.3"});
            tls.startHandshake();
        }
        return new Pair(server, connecting.get(), peer);
    }
}
