package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One client, many threads. */
class ParallelCallsIT {
    private static final int THREADS = 16;
    private static final int CALLS = 100;

    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    @Test
    void noAnswerGoesToAnotherThread() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                String name = engine.name("t" + thread);
                String id = engine.create(engine.busybox("true").name(name));
                all.add(threads.submit(() -> inspect(id, name)));
            }
            for (Future<?> each : all) {
                each.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void inspect(String id, String name) {
        for (int call = 0; call < CALLS; call++) {
            assertThat(engine.containers().inspect(name).id()).isEqualTo(id);
            assertThat(engine.containers().inspect(id).name()).endsWith(name);
        }
    }
}
