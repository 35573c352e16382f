package dev.drydock.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One request, and what another thread may do to it meanwhile. */
class HttpExchangeTests {
    @Test
    void anUploadThatBeginsWhileItIsClosedEndsToo() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        HttpExchange exchange = Wire.of("").exchange();
        InputStream source = new InputStream() {
            @Override
            public int read() {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
                return -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return read();
            }
        };

        exchange.close();
        exchange.upload("PUT", "/x", Map.of(), source, false);

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
