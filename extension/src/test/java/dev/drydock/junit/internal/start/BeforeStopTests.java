package dev.drydock.junit.internal.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener can't keep a container from its end. */
@Timeout(60)
class BeforeStopTests {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void oneThatHangsIsInterrupted() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);

        new BeforeStop(threads, Duration.ofMillis(100)).tell("'db'", () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });

        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void oneThatFailsIsNoFailure() {
        new BeforeStop(threads, BeforeStop.LIMIT).tell("'db'", () -> {
            throw new AssertionError("of no use");
        });
    }

    @Test
    void oneThatIsInterruptedLeavesTheFlag() {
        Thread.currentThread().interrupt();

        new BeforeStop(threads, BeforeStop.LIMIT).tell("'db'", () -> new CountDownLatch(1).await());

        assertThat(Thread.interrupted()).isTrue();
    }
}
