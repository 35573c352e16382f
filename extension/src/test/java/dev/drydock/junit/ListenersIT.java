package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.model.ContainerDetails;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is told what happens to a container, and what comes of their failures. */
@ExtendWith(LeakCheck.class)
class ListenersIT {
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    static class Telling implements ContainerListener {
        private final int instance = INSTANCES.incrementAndGet();

        final void told(String what, RunningContainer container) {
            ContainerDetails details = TestEngine.CLIENT.containers().inspect(container.id());
            TOLD.add(container.name() + " " + what + (details.state().running() ? " runs" : " doesn't run") + " "
                    + instance);
        }

        @Override
        public void created(RunningContainer container) {
            told("created", container);
            assertThat(TestEngine.CLIENT
                            .containers()
                            .stat(container.id(), "/there")
                            .size())
                    .isZero();
        }

        @Override
        public void started(RunningContainer container) {
            told("started", container);
        }

        @Override
        public void ready(RunningContainer container) throws Exception {
            told("ready " + container.exec("cat", "/ready").exitCode(), container);
        }

        @Override
        public void beforeStop(RunningContainer container) throws Exception {
            told("beforeStop", container);
        }

        @Override
        public void failed(RunningContainer container, Throwable failure) throws Exception {
            told("failed (" + failure.getMessage().lines().findFirst().orElse("") + ")", container);
        }
    }

    static final class FailingLate extends Telling {
        @Override
        public void beforeStop(RunningContainer container) throws Exception {
            super.beforeStop(container);
            throw new IOException("late");
        }
    }

    static final class FailingReady extends Telling {
        @Override
        public void ready(RunningContainer container) throws Exception {
            throw new IOException("not to my liking");
        }

        @Override
        public void failed(RunningContainer container, Throwable failure) throws Exception {
            throw new IOException("failed badly");
        }
    }

    static final class Unborn extends Telling {
        Unborn() {
            throw new IllegalStateException("no instance");
        }
    }

    @WithContainer(
            name = "one",
            image = "busybox:1.36",
            command = {"sh", "-c", "touch /ready; exec sleep 600"},
            files = @CopyIn(to = "/there"),
            ready = @Ready(file = "/ready"),
            listeners = {FailingLate.class, Telling.class})
    @WithContainer(
            name = "two",
            image = "busybox:1.36",
            command = {"sh", "-c", "touch /ready; exec sleep 600"},
            files = @CopyIn(to = "/there"),
            ready = @Ready(file = "/ready"),
            dependsOn = "one",
            listeners = Telling.class)
    static class GoodTestCase {
        @Test
        void runs(RunningContainer one) {
            TOLD.add("test");
        }
    }

    @WithContainer(
            name = "bad",
            image = "busybox:1.36",
            command = {"sh", "-c", "exit 3"},
            files = @CopyIn(to = "/there"),
            ready = @Ready(log = "ready"),
            listeners = Telling.class)
    static class BadTestCase {
        @Test
        void isNotReached() {}
    }

    @WithContainer(
            name = "refused",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            files = @CopyIn(to = "/there"),
            listeners = {FailingReady.class, Telling.class})
    static class RefusedTestCase {
        @Test
        void isNotReached() {}
    }

    @WithContainer(
            name = "unborn",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            listeners = Unborn.class)
    static class UnbornTestCase {
        @Test
        void isNotReached() {}
    }

    @BeforeEach
    void forget() {
        TOLD.clear();
        INSTANCES.set(0);
    }

    @Test
    void eachContainerHasItsOwnWhoAreToldInTurn() {
        try (Run run = Run.of(GoodTestCase.class)) {
            assertThat(run.failures()).isEmpty();
        }
        assertThat(TOLD.subList(0, 10))
                .containsExactly(
                        "one created doesn't run 1",
                        "one created doesn't run 2",
                        "one started runs 1",
                        "one started runs 2",
                        "one ready 0 runs 1",
                        "one ready 0 runs 2",
                        "two created doesn't run 3",
                        "two started runs 3",
                        "two ready 0 runs 3",
                        "test");
        // At the same time, each before its container goes; what one throws keeps nobody from anything.
        assertThat(TOLD.subList(10, TOLD.size()))
                .containsExactlyInAnyOrder("one beforeStop runs 1", "one beforeStop runs 2", "two beforeStop runs 3");
    }

    @Test
    void oneThatDoesntBecomeReadyHasFailed() {
        try (Run run = Run.of(BadTestCase.class)) {
            assertThat(run.failure()).isInstanceOf(ContainerStartException.class);
        }
        assertThat(TOLD).hasSize(3).first().isEqualTo("bad created doesn't run 1");
        assertThat(TOLD.get(1)).startsWith("bad started");
        assertThat(TOLD.get(2)).startsWith("bad failed (Container 'bad' (busybox:1.36) exited with code 3");
    }

    @Test
    void aListenerThatFailsFailsTheStart() {
        try (Run run = Run.of(RefusedTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContainingAll(
                            "'refused' (busybox:1.36) couldn't be started: ready of its listener",
                            "ListenersIT$FailingReady failed",
                            "not to my liking")
                    .hasCauseInstanceOf(IOException.class);
            assertThat(run.failure().getSuppressed())
                    .singleElement()
                    .satisfies(each -> assertThat(each).hasMessage("failed badly"));
        }
        assertThat(TOLD).last().asString().startsWith("refused failed (Container 'refused'");
        assertThat(TOLD).noneMatch(each -> each.contains("beforeStop"));
    }

    @Test
    void oneOfWhomThereCanBeNoInstanceIsNamed() {
        try (Run run = Run.of(UnbornTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContainingAll("its constructor of its listener", "ListenersIT$Unborn", "no instance");
        }
    }
}
