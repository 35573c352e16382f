package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.Filters;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.NetworkDetails;
import dev.drydock.testing.Besides;
import dev.drydock.testing.Fork;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Remains;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process of its own removes what a killed JVM has on the engine, without another run. */
@ExtendWith(LeakCheck.class)
class ReaperIT {
    @Test
    void aKilledJvmLeavesNothing() throws IOException, InterruptedException {
        try (Fork fork = Fork.of(KilledJvmIT.HangingTestCase.class)) {
            String container = fork.await("[fixture] ");
            Map<String, String> labels = labels(container);
            String run = labels.get("dev.drydock.run");
            // Frozen processes take no signal: such a container is the hardest to get rid of.
            TestEngine.CLIENT.containers().pause(container);
            ProcessHandle reaper = reaper(fork).orElseThrow(() -> new AssertionError("no reaper"));
            assertThat(present(run)).hasSize(3);
            Path spooled = Besides.spooled(labels);
            try (Besides besides = new Besides(labels)) {
                assertThat(besides.left()).hasSize(3);
                fork.kill();

                reaper.onExit().join();
                assertThat(present(run)).isEmpty();
                assertThat(besides.left()).containsExactly(Besides.MINE);
                assertThat(spooled).doesNotExist();
            }
        }
    }

    @Test
    void aRunThatIsInterruptedWithAllItsProcessesEndsAndLeavesNothing() throws IOException, InterruptedException {
        try (Fork fork = Fork.inItsOwnGroup(KilledJvmIT.HangingTestCase.class)) {
            Remains remains = new Remains(fork.pid());
            fork.await("[fixture] ");
            ProcessHandle reaper = reaper(fork).orElseThrow(() -> new AssertionError("no reaper"));
            assertThat(remains.now()).hasSize(3);

            // As a terminal does to the JVM's group, and others to all that a build has started.
            signal("INT", reaper.pid());
            signal("INT", -fork.pid());

            assertThat(fork.toEnd()).doesNotContain("[fork] through");
            reaper.onExit().join();
            assertThat(remains.now()).isEmpty();
        }
    }

    @Test
    void whatEndsByItselfHasNoReaperAfterwards() throws IOException, InterruptedException {
        try (Fork fork = Fork.of(KilledJvmIT.HangingTestCase.class)) {
            String run = run(fork.await("[fixture] "));
            ProcessHandle reaper = reaper(fork).orElseThrow(() -> new AssertionError("no reaper"));

            fork.goOn();

            assertThat(fork.toEnd()).contains("[fork] through");
            assertThat(present(run)).isEmpty();
            reaper.onExit().join();
        }
    }

    @Test
    void itNeedsLittleMemoryAndKeepsNoStreamOpen() throws IOException {
        try (Fork fork = Fork.of(KilledJvmIT.HangingTestCase.class)) {
            fork.await("[fixture] ");
            ProcessHandle reaper = reaper(fork).orElseThrow(() -> new AssertionError("no reaper"));

            Path process = Path.of("/proc/" + reaper.pid());
            assertThat(Files.readSymbolicLink(process.resolve("fd/1"))).hasToString("/dev/null");
            assertThat(Files.readSymbolicLink(process.resolve("fd/2"))).hasToString("/dev/null");
            long kilobytes = Files.readAllLines(process.resolve("status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
            // A JVM is started when there is something to do.
            assertThat(kilobytes).isLessThan(10_000);
        }
    }

    @Test
    void itCanBeLeftOut() throws IOException {
        try (Fork fork = Fork.with(Map.of("DRYDOCK_REAPER", "false"), KilledJvmIT.HangingTestCase.class)) {
            String run = run(fork.await("[fixture] "));

            assertThat(reaper(fork)).isEmpty();

            fork.goOn();
            assertThat(fork.toEnd()).contains("[fork] through");
            assertThat(present(run)).isEmpty();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<ProcessHandle> reaper(Fork fork) {
        return ProcessHandle.of(fork.pid()).orElseThrow().children().findFirst();
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, "--", "" + pid)
                        .start()
                        .waitFor())
                .isZero();
    }

    private static String run(String container) {
        return labels(container).get("dev.drydock.run");
    }

    private static Map<String, String> labels(String container) {
        return TestEngine.CLIENT.containers().inspect(container).config().labels();
    }

    private static List<String> present(String run) {
        Filters ours = Filters.byLabel("dev.drydock.run", run);
        return Stream.concat(
                        TestEngine.CLIENT.containers().list(ours).stream().map(ContainerSummary::id),
                        TestEngine.CLIENT.networks().list(ours).stream().map(NetworkDetails::id))
                .toList();
    }
}
