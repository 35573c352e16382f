package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.ContainerSpec;
import dev.drydock.client.Filters;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Starts that are tried again, and ports that are taken. */
@ExtendWith(LeakCheck.class)
@Tag("long")
class StartAttemptsIT {
    private static final int PORT = 28472;
    private static final int UDP_PORT = 28473;
    private static final String LOG = "target/start-attempts-it.log";

    /** What there was. */
    static final class Seen implements ContainerListener {
        static final List<String> CREATED = new CopyOnWriteArrayList<>();
        static final List<String> FAILED = new CopyOnWriteArrayList<>();

        @Override
        public void created(RunningContainer container) {
            CREATED.add(container.id());
        }

        @Override
        public void failed(RunningContainer container, Throwable failure) {
            FAILED.add(container.id());
        }
    }

    /** Each attempt finds what the one before has left in the volume. */
    @WithContainer(
            name = "third",
            image = "busybox:1.36",
            command = {
                "sh",
                "-c",
                "echo x >>/data/attempts; n=$(wc -l </data/attempts); echo attempt $n; [ $n -ge 3 ] || exit $n; sleep 600"
            },
            volumes = "drydock-start-attempts:/data",
            startAttempts = 4,
            logTo = LOG,
            listeners = Seen.class,
            ready = @Ready(log = "attempt 3"))
    static class ThirdTestCase {
        @Test
        void isThere(RunningContainer third) {
            assertThat(third.logs()).isEqualTo("attempt 3\n");
        }
    }

    @WithContainer(
            name = "never",
            image = "busybox:1.36",
            command = {"sh", "-c", "echo out of order; exit 5"},
            startAttempts = 2,
            listeners = Seen.class,
            ready = @Ready(log = "ready"))
    static class NeverTestCase {
        @Test
        void isNotReached() {}
    }

    /** A removal that takes its time. */
    static final class Slow implements ContainerListener {
        @Override
        public void beforeStop(RunningContainer container) {
            LockSupport.parkNanos(1_000_000_000);
        }
    }

    @WithContainer(
            name = "fixed",
            image = "busybox:1.36",
            command = {"httpd", "-f"},
            publish = PORT + ":80",
            startAttempts = 1,
            listeners = {Seen.class, Slow.class})
    static class FixedTestCase {
        @Test
        void isThere(RunningContainer fixed) {
            assertThat(fixed.port(80)).isEqualTo(PORT);
        }
    }

    static class NextTestCase extends FixedTestCase {}

    @WithContainer(
            name = "fixed",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            publish = UDP_PORT + ":53/udp",
            ready = @Ready(command = "true"))
    static class FixedUdpTestCase {
        @Test
        void isThere() {}
    }

    @Test
    void eachAttemptHasANewContainer() throws IOException {
        Seen.CREATED.clear();
        Seen.FAILED.clear();
        try (Run run = Run.of(ThirdTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(Seen.CREATED).hasSize(3).doesNotHaveDuplicates();
            assertThat(Seen.FAILED).isEqualTo(Seen.CREATED.subList(0, 2));
            assertThat(Path.of(LOG)).hasContent("attempt 1\nattempt 2\nattempt 3\n");
        } finally {
            Files.deleteIfExists(Path.of(LOG));
            TestEngine.CLIENT.volumes().remove("drydock-start-attempts", true);
        }
    }

    @Test
    void whatFailedBeforeIsRemovedAndTold() {
        Seen.CREATED.clear();
        try (Run run = Run.of(NeverTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContainingAll(
                            "'never' (busybox:1.36) exited with code 5",
                            "This was the last of 2 attempts",
                            "Before, it failed so: Container 'never'");
            assertThat(run.failure().getSuppressed())
                    .hasSize(1)
                    .allMatch(each -> each.getMessage().contains("out of order"));
            assertThat(Seen.CREATED).hasSize(2);
            assertThat(TestEngine.CLIENT.containers().list(Filters.NONE))
                    .extracting(ContainerSummary::id)
                    .doesNotContainAnyElementsOf(Seen.CREATED);
        }
    }

    @Test
    void aPortOfOneThatIsStillBeingRemovedIsWaitedFor() {
        try (Run run = Run.of(FixedTestCase.class, NextTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.tests()).isEqualTo("2 ok, 0 failed, 0 aborted");
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        Seen.CREATED.clear();
        try (ServerSocket taken = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress());
                Run run = Run.of(FixedTestCase.class)) {
            assertThat(taken.isBound()).isTrue();
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContainingAll(
                            "'fixed' (busybox:1.36) couldn't be started: port " + PORT
                                    + " of this machine, which publish = \"" + PORT
                                    + ":80\" asks for, is taken by another program",
                            "leave it out for a free port");
            assertThat(Seen.CREATED).hasSize(1);
        }
        try (DatagramSocket taken = new DatagramSocket(UDP_PORT, InetAddress.getLoopbackAddress());
                Run run = Run.of(FixedUdpTestCase.class)) {
            assertThat(taken.isBound()).isTrue();
            assertThat(run.failure()).hasMessageContaining("publish = \"" + UDP_PORT + ":53/udp\" asks for, is taken");
        }
    }

    @Test
    void aContainerThatHasThePortIsNamed() {
        ContainerSpec holder = ContainerSpec.of("busybox:1.36")
                .name("drydock-start-attempts-holder")
                .command("sleep", "600")
                .publish(80, "127.0.0.1", PORT)
                .build();
        String id = TestEngine.CLIENT.containers().create(holder);
        try {
            TestEngine.CLIENT.containers().start(id);
            try (Run run = Run.of(FixedTestCase.class)) {
                assertThat(run.failure()).hasMessageContaining("is taken by container /drydock-start-attempts-holder");
            }
        } finally {
            TestEngine.CLIENT.containers().remove(id);
        }
    }
}
