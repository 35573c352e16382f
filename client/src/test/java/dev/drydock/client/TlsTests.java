package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.DockerTimeoutException.Phase;
import dev.drydock.client.internal.Unreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls over TLS, and what is said when there is no trust on one of the two sides. */
class TlsTests {
    private static DockerClient.Builder with(String certificates) {
        return DockerClient.builder().tls(TlsSettings.fromFolder(Certificates.of(certificates)));
    }

    private static void refused(ScriptedEngine engine, DockerClient.Builder builder, String... words) {
        assertThatThrownBy(() -> engine.client(builder).system().info())
                .isInstanceOf(DockerConnectionException.class)
                .hasMessageContaining(engine.address().toString())
                .hasMessageContainingAll(words)
                .hasMessageEndingWith(".");
    }

    @Nested
    class WithAGoodCertificate {
        @RegisterExtension
        final ScriptedEngine engine = new ScriptedEngine(Certificates.server("server"));

        @Test
        void bothSidesTrustEachOther() {
            engine.otherwise(Answers.json(200, "{\"Name\":\"n\"}"));

            assertThat(engine.client(with("client")).system().info().name()).isEqualTo("n");
            assertThat(engine.client(with("client-ec")).system().info().name()).isEqualTo("n");
        }

        @Test
        void tcpWithTlsSettingsIsTls() {
            engine.otherwise(Answers.json(200, "{\"Name\":\"n\"}"));
            EngineAddress tcp = EngineAddress.parse(engine.address().toString().replace("https", "tcp"));

            try (DockerClient client = with("client").address(tcp).build()) {
                assertThat(client.address()).isEqualTo(engine.address());
                assertThat(client.system().info().name()).isEqualTo("n");
            }
        }

        @Test
        void anUnknownAuthorityIsTold() {
            refused(engine, with("lost"), "signed by an authority that isn't trusted here", "ca.pem");
            refused(engine, DockerClient.builder(), "signed by an authority that isn't trusted here", "ca.pem");
        }

        @Test
        void aStrangersCertificateIsToldThoughItIsRefusedLate() {
            for (int i = 0; i < 10; i++) {
                refused(engine, with("stranger"), "the engine refuses the client's certificate", "cert.pem");
            }
        }

        @Test
        void aMissingClientCertificateIsTold() {
            TlsSettings none = TlsSettings.builder()
                    .authority(Certificates.of("client").resolve("ca.pem"))
                    .build();

            refused(
                    engine,
                    DockerClient.builder().tls(none),
                    "the engine refuses the client's certificate, or the lack of one");
        }
    }

    @Nested
    class WithACertificateForAnotherName {
        @RegisterExtension
        final ScriptedEngine engine = new ScriptedEngine(Certificates.server("elsewhere"));

        @Test
        void itIsTold() {
            refused(engine, with("client"), "isn't made out to 'localhost'", "subjectAltName");
        }

        @Test
        void itDoesNotMatterWhenNothingIsVerified() {
            engine.otherwise(Answers.json(200, "{\"Name\":\"n\"}"));
            TlsSettings unverified = TlsSettings.builder()
                    .certificate(
                            Certificates.of("client").resolve("cert.pem"),
                            Certificates.of("client").resolve("key.pem"))
                    .verifyPeer(false)
                    .build();

            assertThat(engine.client(DockerClient.builder().tls(unverified))
                            .system()
                            .info()
                            .name())
                    .isEqualTo("n");
        }
    }

    @Nested
    class WithAnExpiredCertificate {
        @RegisterExtension
        final ScriptedEngine engine = new ScriptedEngine(Certificates.server("expired"));

        @Test
        void itIsTold() {
            refused(engine, with("client"), "the engine's certificate has expired");
        }
    }

    @Test
    void aPortWithoutTlsIsTold() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try (var socket = plain.accept()) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n"
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // The client is gone.
                    return;
                }
            });
            server.start();
            try (DockerClient client = with("client")
                    .address(EngineAddress.tls("localhost", plain.getLocalPort()))
                    .build()) {
                assertThatThrownBy(() -> client.system().info())
                        .isInstanceOf(DockerConnectionException.class)
                        .hasMessageContainingAll("doesn't speak TLS", "Use tcp://");
            }
        }
    }

    @Test
    void aHandshakeThatDoesNotEndIsAConnectTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DockerClient client = with("client")
                        .address(EngineAddress.tls("localhost", silent.getLocalPort()))
                        .timeouts(Timeouts.connectOnly(Duration.ofMillis(100)))
                        .build()) {
            assertThatThrownBy(() -> client.system().info())
                    .isInstanceOfSatisfying(
                            DockerTimeoutException.class,
                            e -> assertThat(e.phase()).isEqualTo(Phase.CONNECT));
        }
    }

    /** Each byte comes in time, the handshake never ends. */
    @Test
    void aHandshakeThatTricklesInIsAConnectTimeout() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Background<Boolean> engine = Background.of(() -> trickle(slow));
                DockerClient client = with("client")
                        .address(EngineAddress.tls("localhost", slow.getLocalPort()))
                        .timeouts(Timeouts.connectOnly(Duration.ofMillis(300)))
                        .build();
                Background<?> call = Background.of(client.system()::info)) {
            assertThatThrownBy(call::get)
                    .isInstanceOfSatisfying(
                            DockerTimeoutException.class,
                            e -> assertThat(e.phase()).isEqualTo(Phase.CONNECT));
            assertThat(engine.get()).isTrue();
        }
    }

    /** A record of 16 KiB, a byte at a time, until nobody takes it any more. */
    private static boolean trickle(ServerSocket from) throws IOException, InterruptedException {
        try (Socket socket = from.accept()) {
            socket.getOutputStream().write(new byte[] {0x16, 3, 3, 0x40, 0, 2, 0, 0x3f, (byte) 0xf0});
            for (int i = 0; i < 1000; i++) {
                socket.getOutputStream().write(0);
                Thread.sleep(50);
            }
            return false;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    @Test
    void aPlainRequestOnAPortForTlsHasItsNextStep() {
        assertThat(Unreachable.plainToTls("Client sent an HTTP request to an HTTPS server."))
                .contains("https://", "DOCKER_TLS_VERIFY");
        assertThat(Unreachable.plainToTls("no such container")).isNull();
    }
}
