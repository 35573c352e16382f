package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The check itself, which otherwise never has anything to find. */
class LeakCheckTests {
    private final LeakCheck.Open before = LeakCheck.Open.now();

    @Test
    void aThreadIsFound() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "drydock-left");
        thread.start();
        try {
            assertThatThrownBy(() -> before.awaitNoMore(Duration.ofMillis(20)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("drydock-left");
        } finally {
            end.countDown();
        }
        thread.join();
        before.awaitNoMore(Duration.ZERO);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSocketIsFound() throws Exception {
        try (ServerSocket left = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> before.awaitNoMore(Duration.ofMillis(20)))
                    .as("%s", left)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("socket:[");
        }
        before.awaitNoMore(Duration.ZERO);
    }
}
