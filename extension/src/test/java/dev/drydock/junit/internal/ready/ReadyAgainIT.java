package dev.drydock.junit.internal.ready;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.DockerClient;
import dev.drydock.junit.Ready;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.WithContainer;
import dev.drydock.junit.internal.plan.ClassPlans;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.session.ContainerWatch;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A container that is started anew is waited for anew. */
@ExtendWith(LeakCheck.class)
class ReadyAgainIT {
    private static final DockerClient CLIENT = TestEngine.CLIENT;

    /** As PostgreSQL does it: two lines when it first sets itself up, and one from then on. */
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {
                "sh",
                "-c",
                "rm -f /ready; sleep 1; [ -f /data ] || echo up; touch /data /ready; echo up; exec sleep 600"
            },
            ready = @Ready(log = "up", times = 2, timeout = 20))
    static class RestartedTestCase {
        @Test
        void isReadyAgain(RunningContainer box) {
            ContainerPlan plan = ClassPlans.of(RestartedTestCase.class)
                    .ofClass()
                    .containers()
                    .get(0);
            ExecutorService threads = Executors.newCachedThreadPool();
            try {
                CLIENT.containers().kill(box.id(), "KILL");
                CLIENT.containers().waitUntilStopped(box.id());
                CLIENT.containers().start(box.id());
                new ReadyWait(
                                CLIENT,
                                threads,
                                plan,
                                CLIENT.images().inspect(box.image()),
                                new ContainerWatch(),
                                () -> false,
                                UnaryOperator.identity())
                        .awaitAgain(box);
            } finally {
                threads.shutdown();
            }
            assertThat(box.exec("test", "-f", "/ready").exitCode()).isZero();
            assertThat(box.logs()).isEqualTo("up\nup\nup\n");
        }
    }

    @Test
    void linesOfItsFormerLifeDoNotCount() {
        try (Run run = Run.of(RestartedTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.tests()).isEqualTo("1 ok, 0 failed, 0 aborted");
        }
    }
}
