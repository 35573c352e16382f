package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A container reaches servers of the test JVM. */
@ExtendWith(LeakCheck.class)
class HostAccessIT {
    static volatile int opened;
    static volatile String gateway = "";

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            hostAccess = true,
            command = {"sleep", "600"})
    static class AloneTestCase {
        @Test
        void reachesAServerOnLoopback(RunningContainer box) throws IOException {
            HttpServer server = server(InetAddress.getLoopbackAddress(), 0);
            try {
                int port = box.network().exposeHostPort(server.getAddress().getPort());

                assertThat(port).isEqualTo(server.getAddress().getPort());
                assertThat(box.network().exposeHostPort(server.getAddress().getPort()))
                        .isEqualTo(port);
                assertThat(get(box, port)).isEqualTo("from the test");
                opened = port;
                gateway = box.exec("sh", "-c", "grep host.drydock.internal /etc/hosts")
                        .stdoutText()
                        .split("\\s", 2)[0];
                // Only containers of the network are let through, not other programs of this machine.
                try (Socket socket = new Socket(gateway, port)) {
                    socket.setSoTimeout(5000);
                    assertThat(socket.getInputStream().read()).isEqualTo(-1);
                }
            } finally {
                server.stop(0);
            }
        }

        @Test
        void reachesOneThatIsStartedLater(RunningContainer box) throws IOException {
            int free;
            try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
                free = socket.getLocalPort();
            }
            int port = box.network().exposeHostPort(free);
            assertThat(get(box, port)).isEmpty();
            HttpServer server = server(InetAddress.getLoopbackAddress(), free);
            try {
                assertThat(get(box, port)).isEqualTo("from the test");
            } finally {
                server.stop(0);
            }
        }

        @Test
        void reachesOneOnAllAddresses(RunningContainer box) throws IOException {
            HttpServer server = server(new InetSocketAddress(0).getAddress(), 0);
            try {
                int port = box.network().exposeHostPort(server.getAddress().getPort());
                assertThat(port).isEqualTo(server.getAddress().getPort());
                assertThat(get(box, port)).isEqualTo("from the test");
            } finally {
                server.stop(0);
            }
        }

        @Test
        void getsAnotherNumberWhereItsOwnIsTaken(RunningContainer box) throws IOException {
            HttpServer server = server(InetAddress.getLoopbackAddress(), 0);
            InetAddress at = InetAddress.getByName(box.exec("sh", "-c", "grep host.drydock.internal /etc/hosts")
                    .stdoutText()
                    .split("\\s", 2)[0]);
            try (ServerSocket taken = new ServerSocket(server.getAddress().getPort(), 0, at)) {
                int port = box.network().exposeHostPort(server.getAddress().getPort());
                assertThat(port).isNotEqualTo(taken.getLocalPort());
                assertThat(get(box, port)).isEqualTo("from the test");
            } finally {
                server.stop(0);
            }
        }

        @Test
        void refusesNoPorts(RunningContainer box) {
            assertThatThrownBy(() -> box.network().exposeHostPort(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Cannot expose port 0 to container 'box' (busybox:1.36): ports are 1 to 65535.");
        }
    }

    /** Both in a network of their own, and one of them without access. */
    @Box
    @WithContainer(
            name = "a",
            image = "busybox:1.36",
            hostAccess = true,
            command = {"sleep", "600"})
    @WithContainer(
            name = "b",
            image = "busybox:1.36",
            hostAccess = true,
            command = {"sleep", "600"})
    static class SeveralTestCase {
        @Test
        void shareTheWay(RunningContainer a, RunningContainer b, RunningContainer box) throws IOException {
            HttpServer server = server(InetAddress.getLoopbackAddress(), 0);
            try {
                int port = a.network().exposeHostPort(server.getAddress().getPort());
                assertThat(b.network().exposeHostPort(server.getAddress().getPort()))
                        .isEqualTo(port);
                assertThat(get(a, port)).isEqualTo("from the test");
                assertThat(get(b, port)).isEqualTo("from the test");
            } finally {
                server.stop(0);
            }
            assertThatThrownBy(() -> box.network().exposeHostPort(80))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Container 'box' (busybox:1.36) has no access to this machine. Declare it with"
                            + " @WithContainer(hostAccess = true).");
        }
    }

    private static HttpServer server(InetAddress at, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(at, port), 0);
        byte[] body = "from the test".getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String get(RunningContainer box, int port) {
        return box.exec("wget", "-qO-", "http://" + RunningContainer.HOST + ":" + port + "/")
                .stdoutText();
    }

    @Test
    void containersReachTheTest() {
        try (Run run = Run.of(AloneTestCase.class, SeveralTestCase.class)) {
            assertThat(run.failures()).isEqualTo(List.of());
            assertThat(run.tests()).isEqualTo("6 ok, 0 failed, 0 aborted");
        }
        // It ended with the container.
        assertThatThrownBy(() -> new Socket(gateway, opened).close()).isInstanceOf(IOException.class);
    }
}
