package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.model.ContainerDetails;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.time.Instant;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Containers that need each other. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class SeveralContainersIT {
    @Web
    @Box
    static class NetworkTestCase {
        @Test
        void reachEachOtherByName(RunningContainer web, RunningContainer box) {
            assertThat(box.exec("wget", "-qO-", "http://web/").stdoutText()).isEqualTo("hello\n");
            // Podman doesn't give the right that ping takes.
            String[] finds = TestEngine.CLIENT.isPodman()
                    ? new String[] {"nslookup", "box"}
                    : new String[] {"ping", "-c", "1", "box"};
            assertThat(web.exec(finds).exitCode()).isZero();
        }
    }

    /** Declared in the wrong order, and each takes its time. */
    @WithContainer(
            name = "third",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            dependsOn = {"second", "first"})
    @WithContainer(
            name = "second",
            image = "busybox:1.36",
            command = {"sh", "-c", "sleep 1; echo up; exec sleep 600"},
            ready = @Ready(log = "up"),
            dependsOn = "first")
    @WithContainer(
            name = "first",
            image = "busybox:1.36",
            command = {"sh", "-c", "sleep 1; echo up; exec sleep 600"},
            ready = @Ready(log = "up"))
    static class OrderTestCase {
        @Test
        void eachIsMadeWhenThoseBeforeAreReady(
                RunningContainer first, RunningContainer second, RunningContainer third) {
            // Each writes its line after a second; the engine may note the start when the process has run for a moment.
            assertThat(created(second)).isAfter(started(first).plusMillis(900));
            assertThat(created(third)).isAfter(started(second).plusMillis(900));
            assertThat(first.logs()).isEqualTo("up\n");
        }
    }

    /** The method's container joins the class's one, each time anew. */
    @Web
    static class MethodNeedsClassTestCase {
        @RepeatedTest(2)
        @WithContainer(
                name = "visitor",
                image = "busybox:1.36",
                command = {"sleep", "600"},
                dependsOn = "web")
        void reachesIt(RunningContainer visitor) {
            assertThat(visitor.exec("wget", "-qO-", "http://web/").stdoutText()).isEqualTo("hello\n");
        }

        @Test
        void aloneAgain(RunningContainer web) {
            assertThat(web.exec("wget", "-qO-", "http://localhost/").stdoutText())
                    .isEqualTo("hello\n");
        }
    }

    @WithContainer(
            name = "broken",
            image = "busybox:1.36",
            command = {"sh", "-c", "exit 6"})
    @WithContainer(
            name = "waiting",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            dependsOn = "broken")
    @WithContainer(
            name = "patient",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            ready = @Ready(log = "never comes", timeout = 600))
    static class OneFailsTestCase {
        @Test
        void isNotReached() {}
    }

    private static Instant created(RunningContainer container) {
        return Instant.parse(inspect(container).created());
    }

    private static Instant started(RunningContainer container) {
        return Instant.parse(inspect(container).state().startedAt());
    }

    private static ContainerDetails inspect(RunningContainer container) {
        return TestEngine.CLIENT.containers().inspect(container.id());
    }

    @Test
    void reachEachOtherByName() {
        assertThat(Run.of(NetworkTestCase.class).failures()).isEmpty();
    }

    @Test
    void startAfterThoseThatTheyDependOn() {
        assertThat(Run.of(OrderTestCase.class).failures()).isEmpty();
    }

    @Test
    void aMethodsMayDependOnTheClasses() {
        Run run = Run.of(MethodNeedsClassTestCase.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.tests()).isEqualTo("3 ok, 0 failed, 0 aborted");
    }

    @Test
    void theFailureOfOneEndsTheStartOfAll() {
        assertThat(Run.of(OneFailsTestCase.class).failure())
                .isInstanceOf(ContainerStartException.class)
                .hasMessageContaining("'broken' (busybox:1.36) exited with code 6");
    }
}
