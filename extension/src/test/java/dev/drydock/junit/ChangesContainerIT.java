package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Under parallel execution, who changes a shared container has it alone; the others have it together. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class ChangesContainerIT {
    private static final Map<String, String> PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");

    /** Who is in a test at the same time. */
    private static final class Room {
        private final AtomicInteger inside = new AtomicInteger();
        private final CountDownLatch never = new CountDownLatch(1);

        /** Gives others time to come in: other readers may, unless somebody is waiting to change something. */
        void read() throws InterruptedException {
            assertThat(inside.incrementAndGet()).isLessThan(100);
            assertThat(never.await(300, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(inside.getAndDecrement()).isLessThan(100);
        }

        /** Gives others time to come in, if they can. */
        void change() throws InterruptedException {
            assertThat(inside.getAndAdd(100)).isZero();
            assertThat(never.await(300, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(inside.getAndAdd(-100)).isEqualTo(100);
        }
    }

    private static final Room SESSION = new Room();

    @Common
    static class ChangingTestCase {
        @Test
        @ChangesContainer("common")
        void changes() throws InterruptedException {
            SESSION.change();
        }
    }

    @Common
    @ChangesContainer
    static class ChangingAllTestCase {
        @Test
        void changes() throws InterruptedException {
            SESSION.change();
        }
    }

    @Common
    static class ReadingTestCase {
        @Test
        void one() throws InterruptedException {
            SESSION.read();
        }
    }

    static class ReadingByMethodTestCase {
        @Test
        @Common
        void two() throws InterruptedException {
            SESSION.read();
        }
    }

    private static final Room CLASS = new Room();

    @Web
    static class OwnTestCase {
        @Test
        void one() throws InterruptedException {
            CLASS.read();
        }

        @Test
        @ChangesContainer("web")
        void changes() throws InterruptedException {
            CLASS.change();
        }

        @Nested
        class Inner {
            @Test
            void two() throws InterruptedException {
                CLASS.read();
            }

            @Test
            @ChangesContainer
            void changes() throws InterruptedException {
                CLASS.change();
            }
        }
    }

    @Test
    void oneOfTheSession() {
        Run run = Run.with(
                PARALLEL,
                ChangingTestCase.class,
                ReadingTestCase.class,
                ReadingByMethodTestCase.class,
                ChangingAllTestCase.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.tests()).isEqualTo("4 ok, 0 failed, 0 aborted");
    }

    @Test
    void oneOfTheClass() {
        Run run = Run.with(PARALLEL, OwnTestCase.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.tests()).isEqualTo("4 ok, 0 failed, 0 aborted");
    }
}
