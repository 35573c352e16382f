package dev.drydock.junit.internal.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Servers of this machine, told by where they listen. */
@EnabledOnOs(OS.LINUX)
class ListeningSocketsTests {
    @Test
    void onlyThoseOnAllAddresses() throws IOException {
        try (ServerSocket all = new ServerSocket(0);
                ServerSocket loopback = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            assertThat(ListeningSockets.onAllAddresses(all.getLocalPort())).isTrue();
            assertThat(ListeningSockets.onAllAddresses(loopback.getLocalPort())).isFalse();
        }
    }
}
