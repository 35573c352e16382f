package dev.drydock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.DockerClient;
import dev.drydock.client.MountSpec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Removing while something else is still at work. */
@Tag("long")
class EndingIT {
    private static final DockerClient CLIENT = Stored.CLIENT;

    private final String name = OpenSet.newName();
    private final String snapshot = "cli-it-" + name;
    private final Map<String, String> labels = OpenSet.labels(name, snapshot, Opener.thisProcess());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private String stranger = "";

    /** A volume that can't be removed yet: engines refuse it while somebody uses it. */
    @BeforeEach
    void makeVolumeWithAStranger() {
        stranger = user(name, labels);
    }

    private static String user(String name, Map<String, String> labels) {
        try (Stored supplied = new Stored()) {
            String volume = OpenSet.prefix(name) + "volume";
            CLIENT.volumes().create(volume, labels);
            String id = CLIENT.containers()
                    .create(supplied.box()
                            .mounts(MountSpec.volume(volume, "/data"))
                            .build());
            CLIENT.containers().start(id);
            return id;
        }
    }

    @AfterEach
    void removeAll() {
        threads.shutdownNow();
        removeStranger();
        OpenSet.remove(CLIENT, name);
    }

    private synchronized void removeStranger() {
        if (!stranger.isEmpty()) {
            CLIENT.containers().remove(stranger);
            stranger = "";
        }
    }

    @Test
    void volumeIsRemovedWhenItsContainersAreGone() throws Exception {
        Future<?> removal = threads.submit(() -> OpenSet.remove(CLIENT, name));
        Thread.sleep(500);
        assertThat(removal).isNotDone();
        removeStranger();

        removal.get(30, TimeUnit.SECONDS);
        assertThat(Stored.opened(snapshot)).isEmpty();
    }

    @Test
    void abandonedSetThatIsHeldUpIsToldAndNoMore() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Opener self = Opener.thisProcess();
        String left = OpenSet.newName();
        String holder =
                user(left, OpenSet.labels(left, snapshot, new Opener(self.machine(), ended.pid(), self.started())));
        try {
            Cli close = Cli.run("snapshots", "close");

            assertThat(close.code()).as(close.err()).isZero();
            assertThat(close.err())
                    .contains("Note: ")
                    .contains("'drydock snapshots close " + left + "'")
                    .contains(OpenSet.prefix(left) + "volume");
            assertThat(close.out()).contains(left + "  " + snapshot + "\n").contains(name + "  " + snapshot + "\n");
        } finally {
            CLIENT.containers().remove(holder);
            OpenSet.remove(CLIENT, left);
        }
    }

    @Test
    void whatTheWorkerStillMakesIsRemovedAlthoughTheFirstRemovalFailed() throws Exception {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CountDownLatch begun = new CountDownLatch(1);
        Ending[] ending = new Ending[1];
        Future<?> worker = threads.submit(() -> {
            ending[0] = new Ending(
                    name,
                    "drydock snapshots close " + name,
                    DockerClient::connect,
                    new PrintStream(err, true, StandardCharsets.UTF_8));
            begun.countDown();
            try {
                Thread.sleep(60_000);
                throw new AssertionError("not interrupted");
            } catch (InterruptedException e) {
                // The first removal has been given up by then.
                pause(7_000);
                removeStranger();
                CLIENT.networks().create(OpenSet.prefix(name) + "late", labels);
                ending[0].cancel();
            }
        });
        begun.await();
        ending[0].end();

        worker.get(30, TimeUnit.SECONDS);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(Stored.opened(snapshot)).isEmpty();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
