package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Snapshots are pruned beside the tests, one at a time, and never in vain. */
class PruningTests {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void cleanUp() {
        threads.shutdownNow();
    }

    @Test
    void whatComesMeanwhileIsPrunedAfterwardsAndAwaited() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger together = new AtomicInteger();
        Pruning pruning = new Pruning(
                needed -> {
                    assertThat(together.incrementAndGet()).isEqualTo(1);
                    begun.countDown();
                    try {
                        assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    together.decrementAndGet();
                    runs.incrementAndGet();
                },
                threads);

        pruning.oneMore();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        pruning.oneMore();
        pruning.oneMore();
        goOn.countDown();
        pruning.close();

        assertThat(runs).hasValue(2);
    }

    @Test
    void afterAFailureItGoesOn() {
        Pruning pruning = new Pruning(
                needed -> {
                    if (runs.incrementAndGet() == 1) {
                        throw new IllegalStateException("on purpose");
                    }
                },
                threads);

        pruning.oneMore();
        assertThatCode(pruning::close).doesNotThrowAnyException();
        pruning.oneMore();
        pruning.close();

        assertThat(runs).hasValue(2);
    }

    @Test
    void noneIsForgottenThatComesWhenARunIsJustThrough() throws InterruptedException {
        Semaphore through = new Semaphore(0);
        Pruning pruning = new Pruning(needed -> through.release(), threads);

        for (int i = 0; i < 20_000; i++) {
            // After a pause that is another each time: some of them come when the run ends.
            for (int j = i % 500; j > 0; j--) {
                Thread.onSpinWait();
            }
            pruning.oneMore();
            assertThat(through.tryAcquire(10, TimeUnit.SECONDS)).as("run " + i).isTrue();
        }
    }

    @Test
    void withoutASnapshotNothingIsPruned() {
        new Pruning(needed -> runs.incrementAndGet(), threads).close();

        assertThat(runs).hasValue(0);
    }
}
