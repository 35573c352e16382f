package dev.drydock.junit.internal.start;

import dev.drydock.client.EngineFailureException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Locale;

/**
 * Picks host ports. Those that the engine picks change when a container is restarted; one that was bound explicitly stays,
 * and with it the numbers that tests have been given. Between the pick and the start another process may take the port:
 * then another is picked.
 */
final class PortPicker {
    private PortPicker() {}

    /** @param protocol {@code tcp} or {@code udp} */
    static int free(String protocol) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket tcp = new ServerSocket(0, 1, loopback)) {
            if (!protocol.equals("udp")) {
                return tcp.getLocalPort();
            }
            try (DatagramSocket udp = new DatagramSocket(0, loopback)) {
                return udp.getLocalPort();
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot find a free port on this machine: " + e.getMessage(), e);
        }
    }

    /** Whether a start failed for want of the port, in the words of Docker's proxy, its allocator, or Podman. */
    static boolean isTaken(EngineFailureException e) {
        String words = e.engineMessage().toLowerCase(Locale.ROOT);
        return words.contains("port is already allocated")
                || words.contains("address already in use")
                || words.contains("ports are not available");
    }
}
