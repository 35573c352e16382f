package dev.drydock.junit.internal.ready;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts as an open port: the engine's proxy accepts, and then closes, when nobody listens in the container. */
class PortConditionTests {
    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static InetSocketAddress address(ServerSocket server) {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    private static InetSocketAddress nobodysAddress() throws IOException {
        try (ServerSocket server = listen()) {
            return address(server);
        }
    }

    private static void acceptAndClose(ServerSocket server) {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    socket.shutdownOutput();
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @Test
    void aConnectionThatStaysOpenIsEnough() throws IOException {
        try (ServerSocket server = listen()) {
            assertThat(new PortCondition(80, Optional.empty(), address(server)).holds())
                    .isTrue();
        }
    }

    @Test
    void aConnectionThatIsClosedAtOnceIsTheProxys() throws IOException {
        try (ServerSocket server = listen()) {
            Thread proxy = new Thread(() -> acceptAndClose(server));
            proxy.start();
            PortCondition condition = new PortCondition(80, Optional.empty(), address(server));

            assertThat(condition.holds()).isFalse();
            assertThat(condition.lastSeen())
                    .contains("are closed at once: nothing listens on port 80 in the container");
        }
    }

    @Test
    void nobodyListens() throws IOException {
        PortCondition condition = new PortCondition(80, Optional.empty(), nobodysAddress());

        assertThat(condition.holds()).isFalse();
        assertThat(condition.lastSeen()).startsWith("no connection to ");
    }

    @Test
    void theContainersOwnAddressIsAskedFirst() throws IOException {
        try (ServerSocket server = listen()) {
            PortCondition refused = new PortCondition(80, Optional.of(nobodysAddress()), address(server));
            assertThat(refused.holds()).isFalse();
            assertThat(refused.lastSeen()).startsWith("nothing listens on port 80 in the container");

            assertThat(new PortCondition(80, Optional.of(address(server)), nobodysAddress()).holds())
                    .isTrue();
        }
    }

    @Test
    void anAddressThatCannotBeReachedIsNoAnswer() throws IOException {
        InetSocketAddress unreachable = InetSocketAddress.createUnresolved("container.invalid", 80);
        try (ServerSocket server = listen()) {
            assertThat(new PortCondition(80, Optional.of(unreachable), address(server)).holds())
                    .isTrue();
        }
    }
}
