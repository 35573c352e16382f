package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands wait while their container is held, others don't. */
@Timeout(30)
class ExecGateTests {
    private final ExecGate gate = new ExecGate();
    /** Not the common pool, which may have one thread only. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void aCommandWaitsForItsContainerOnly() throws Exception {
        gate.hold(List.of("one"));
        assertThat(gate.isHeld("one")).isTrue();
        assertThat(gate.run("two", () -> "at once")).isEqualTo("at once");
        CompletableFuture<String> waiting =
                CompletableFuture.supplyAsync(() -> gate.run("one", () -> "later"), threads);
        assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(gate.underWay("one")).isZero();

        gate.release(List.of("one"));

        assertThat(waiting.get()).isEqualTo("later");
        assertThat(gate.isHeld("one")).isFalse();
    }

    @Test
    void thoseThatHaveBegunAreCounted() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        List<CompletableFuture<Void>> commands = List.of(begin(begun, end), begin(begun, end));
        begun.await();

        gate.hold(List.of("one"));

        assertThat(gate.underWay("one")).isEqualTo(2);
        end.countDown();
        for (CompletableFuture<Void> each : commands) {
            each.get();
        }
        assertThat(gate.underWay("one")).isZero();
    }

    private CompletableFuture<Void> begin(CountDownLatch begun, CountDownLatch end) {
        return CompletableFuture.runAsync(
                () -> gate.run("one", () -> {
                    begun.countDown();
                    try {
                        return end.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }),
                threads);
    }

    @Test
    void anInterruptEndsTheWaiting() {
        gate.hold(List.of("one"));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> gate.run("one", () -> "never")).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(gate.underWay("one")).isZero();
    }
}
