package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.Kills;
import dev.drydock.testing.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs that are killed at random moments; many of them, and how long it takes: {@code dev/kill}. */
@ExtendWith(LeakCheck.class)
class KillsIT {
    @Test
    void leaveNothing() throws Exception {
        long seed = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Kills.Kill>> kills = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Random random = new Random(seed + i);
                kills.add(threads.submit(() -> Kills.once(KillTestCase.class, random)));
            }
            for (Future<Kills.Kill> each : kills) {
                assertThat(each.get().inTheEnd())
                        .as("seed " + seed + ", " + each.get())
                        .isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
