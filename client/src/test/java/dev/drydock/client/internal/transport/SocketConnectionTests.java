package dev.drydock.client.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.EngineAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** Both kinds of sockets must behave alike. */
class SocketConnectionTests {
    @TempDir
    Path folder;

    private ServerSocket server(EngineAddress.Kind kind) throws IOException {
        if (kind == EngineAddress.Kind.TCP) {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        }
        ServerSocket server = AFUNIXServerSocket.newInstance();
        server.bind(AFUNIXSocketAddress.of(folder.resolve("s").toFile()));
        return server;
    }

    private Connection connect(ServerSocket server) throws IOException {
        EngineAddress address = server instanceof AFUNIXServerSocket
                ? EngineAddress.unix(folder.resolve("s"))
                : EngineAddress.tcp("127.0.0.1", server.getLocalPort());
        return Connectors.of(address).open(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @EnumSource
    void bytesGoBothWaysAndEachWayHasItsEnd(EngineAddress.Kind kind) throws IOException {
        try (ServerSocket server = server(kind);
                Connection connection = connect(server);
                Socket peer = server.accept()) {
            connection.out().write("there".getBytes(StandardCharsets.UTF_8));
            connection.shutdownOutput();
            assertThat(peer.getInputStream().readAllBytes()).asString().isEqualTo("there");

            peer.getOutputStream().write("back".getBytes(StandardCharsets.UTF_8));
            peer.getOutputStream().close();
            assertThat(connection.in().readAllBytes()).asString().isEqualTo("back");
            assertThat(connection.in().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBlockedReadThatOurCloseEndsIsNotTheEndOfTheBytes(EngineAddress.Kind kind) throws Exception {
        try (ServerSocket server = server(kind)) {
            Connection connection = connect(server);
            Socket peer = server.accept();
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
                try {
                    begun.countDown();
                    return connection.in().read(new byte[10]);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            begun.await();

            connection.close();

            assertThatThrownBy(() -> read.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(SocketException.class);
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void silenceIsATimeout(EngineAddress.Kind kind) throws IOException {
        try (ServerSocket server = server(kind);
                Connection connection = connect(server);
                Socket peer = server.accept()) {
            connection.readTimeout(Duration.ofNanos(1));

            assertThatThrownBy(() -> connection.in().read()).isInstanceOf(SocketTimeoutException.class);

            connection.readTimeout(Duration.ZERO);
            peer.getOutputStream().write('x');
            assertThat(connection.in().read()).isEqualTo('x');
        }
    }
}
