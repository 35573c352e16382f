package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.Filters;
import dev.drydock.snapshot.Snapshots;
import dev.drydock.testing.Fork;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.RefusingEngine;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A container is to go back to a checkpoint, and the engine refuses one of the steps: it goes on as it was. */
@ExtendWith(LeakCheck.class)
@Tag("long")
class RestoreFailedIT {
    private static final String CHECKPOINT = "restore-failed-it";

    private static final String VOLUME = "restore-failed-of-the-user";

    @TempDir
    private Path folder;

    /** The second container, made from a checkpoint, is refused; the third isn't. */
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            ports = 80,
            volumes = {VOLUME + ":/data", "/own"},
            logTo = "target/restore-failed.log",
            command = {"sh", "-c", "echo begun; exec httpd -f -p 80 -h /own"})
    static class BoxTestCase {
        @Test
        @Order(1)
        void staysAsItIs(RunningContainer box) throws Exception {
            box.files().write("/file", "then");
            box.files().write("/own/file", "then");
            box.files().write("/data/file", "then");
            box.snapshot(CHECKPOINT);
            box.files().write("/file", "now");
            box.files().write("/own/file", "now");
            box.files().write("/data/file", "now");
            String id = box.id();
            int port = box.port(80);

            assertThatThrownBy(() -> box.restore(CHECKPOINT))
                    .isInstanceOf(RuntimeException.class)
                    .satisfies(e ->
                            System.out.println("[refused] " + e.getMessage().replace('\n', ' ')));

            assertThat(box.id()).isEqualTo(id);
            assertThat(box.isRunning()).isTrue();
            assertThat(box.port(80)).isEqualTo(port);
            for (String each : new String[] {"/file", "/own/file", "/data/file"}) {
                assertThat(box.files().read(each)).isEqualTo("now");
            }
            assertThat(box.exec("wget", "-q", "-O", "-", "http://127.0.0.1/file")
                            .stdoutText())
                    .isEqualTo("now");
        }

        @Test
        @Order(2)
        void goesBackTheNextTime(RunningContainer box) {
            String id = box.id();
            box.restore(CHECKPOINT);
            assertThat(box.id()).isNotEqualTo(id);
            assertThat(box.files().read("/own/file")).isEqualTo("then");
            assertThat(box.files().read("/data/file")).isEqualTo("then");
            assertThat(box.logs()).isEqualTo("begun\n");
        }
    }

    private String refused(String method, String path, int which) throws IOException, InterruptedException {
        AtomicInteger seen = new AtomicInteger();
        // With Podman there are two more in between, which read the volumes.
        int all = TestEngine.CLIENT.isPodman() ? which + 2 : which;
        try (RefusingEngine engine = new RefusingEngine(
                        folder.resolve("e.sock"),
                        line -> line.matches(method + " (/v[0-9.]+)?/containers/" + path + "[? ].*")
                                && seen.incrementAndGet() == all,
                        false);
                Fork fork = Fork.withEngineAt(engine.address(), BoxTestCase.class)) {
            String output = fork.toEnd();
            assertThat(output)
                    .contains("[fork] staysAsItIs(RunningContainer) SUCCESSFUL")
                    .contains("[fork] goesBackTheNextTime(RunningContainer) SUCCESSFUL")
                    .contains("[fork] through");
            return output.lines()
                    .filter(each -> each.startsWith("[refused] "))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @AfterEach
    void removeWhatIsTheUsers() {
        Snapshots snapshots = new Snapshots(TestEngine.CLIENT);
        snapshots.list().stream().filter(each -> each.name().equals(CHECKPOINT)).forEach(snapshots::remove);
        TestEngine.CLIENT.volumes().list(Filters.by("name", VOLUME)).stream()
                .filter(each -> each.name().equals(VOLUME))
                .forEach(each -> TestEngine.CLIENT.volumes().remove(each.name()));
    }

    @Test
    void itCannotBeCreated() throws IOException, InterruptedException {
        assertThat(refused("POST", "create", 2))
                .contains("Container 'box' (busybox:1.36) couldn't be created: ", "not today");
    }

    @Test
    void itCannotBeStarted() throws IOException, InterruptedException {
        assertThat(refused("POST", "[^/]+/start", 2))
                .contains("Container 'box' (busybox:1.36) couldn't be started from a snapshot: ", "not today")
                .endsWith("The one that was there runs again, with what it had written to its files.");
    }

    @Test
    void theOneThatIsThereCannotBeEnded() throws IOException, InterruptedException {
        assertThat(refused("POST", "[^/]+/kill", 1)).contains("not today");
    }

    /** Told by the handle, and by the next test of the class, whose container it is, too. */
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            network = "none",
            command = {"sleep", "600"})
    static class NeitherTestCase {
        @Test
        @Order(1)
        void neitherRuns(RunningContainer box) {
            box.snapshot(CHECKPOINT);
            assertThatThrownBy(() -> box.restore(CHECKPOINT))
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining("couldn't be started from a snapshot: ")
                    .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("be started again either: "));
            assertThatThrownBy(() -> box.exec("true"))
                    .isInstanceOf(ContainerStateException.class)
                    .hasMessageContaining("it doesn't run: it exited with code 137. start() starts it again.");
        }

        @Test
        @Order(2)
        void itIsStartedByHand(RunningContainer box) {
            box.start();
            assertThat(box.exec("true").exitCode()).isZero();
        }
    }

    @Test
    void norCanTheOneThatWasThere() throws IOException, InterruptedException {
        AtomicInteger seen = new AtomicInteger();
        try (RefusingEngine engine = new RefusingEngine(
                        folder.resolve("e.sock"),
                        line -> line.matches("POST (/v[0-9.]+)?/containers/[^/]+/start[? ].*")
                                && seen.incrementAndGet() > 1
                                && seen.get() < 4,
                        false);
                Fork fork = Fork.withEngineAt(engine.address(), NeitherTestCase.class)) {
            assertThat(fork.toEnd())
                    .contains("[fork] neitherRuns(RunningContainer) SUCCESSFUL")
                    .contains("[fork] itIsStartedByHand(RunningContainer) SUCCESSFUL")
                    .contains("[fork] through");
        }
    }
}
