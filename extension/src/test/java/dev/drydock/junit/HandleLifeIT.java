package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import dev.drydock.testing.Http;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a test does to a container's life. */
@ExtendWith(LeakCheck.class)
class HandleLifeIT {
    static volatile @Nullable RunningContainer kept;

    /** The server listens only some time after the start: whoever doesn't wait for it finds nothing. */
    @WithContainer(
            name = "web",
            image = "busybox:1.36",
            ports = 80,
            publish = "53/udp",
            command = {
                "sh",
                "-c",
                "trap 'echo term >/mark; exit 7' TERM; mkdir -p /www; date >>/www/index.html; sleep 0.4;"
                        + " httpd -p 80 -h /www; while true; do sleep 0.1; done"
            })
    static class WebTestCase {
        @Test
        void portsAreFoundByProtocol(RunningContainer web) {
            assertThat(web.port(80)).isEqualTo(web.port("80")).isEqualTo(web.port("80/tcp"));
            assertThat(web.port("53/udp")).isPositive();
            assertThat(web.ports()).containsOnlyKeys(80);
            assertThatThrownBy(() -> web.port("80/udp"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Container 'web' (busybox:1.36) doesn't publish port 80/udp; it publishes [53/udp, 80]."
                            + " Name it in @WithContainer(publish = …).");
        }

        @Test
        void aRestartKeepsPortsAndFilesAndWaits(RunningContainer web) throws IOException {
            int port = web.port(80);
            String before = Http.get(port);

            web.restart(Duration.ofSeconds(10));

            assertThat(web.port(80)).isEqualTo(port);
            assertThat(Http.get(port)).startsWith(before).hasSizeGreaterThan(before.length());
            assertThat(web.files().exists("/mark")).isTrue();
        }

        @Test
        void aKilledOneHasNoChance(RunningContainer web) throws IOException {
            web.exec("rm", "-f", "/mark");
            web.kill();
            assertThat(web.isRunning()).isFalse();
            assertThat(web.state().exitCode()).isEqualTo(137);
            assertThat(web.files().exists("/mark")).isFalse();
            assertThatThrownBy(web::pause)
                    .isInstanceOf(ContainerStateException.class)
                    .hasMessageContaining("it exited with code 137");
            assertThatThrownBy(web::stats).isInstanceOf(ContainerStateException.class);
            web.stop();
            web.start();
            web.start();
            assertThat(Http.get(web.port(80))).isNotEmpty();
        }

        @Test
        void itIsMeasuredAndLookedAt(RunningContainer web) {
            assertThat(web.stats().memoryStats().usage()).isNotNull();
            assertThat(web.inspect().id()).isEqualTo(web.id());
            assertThat(web.isRunning()).isTrue();
            assertThat(web.isHealthy()).isFalse();
            assertThat(web.client().containers().inspect(web.id()).id()).isEqualTo(web.id());
        }

        @Test
        void aSignalIsSent(RunningContainer web) {
            web.kill("CONT");
            assertThat(web.isRunning()).isTrue();
        }
    }

    /** Its line comes before the engine notes the start, and once only after a restart. */
    @WithContainer(
            name = "twice",
            image = "busybox:1.36",
            command = {"sh", "-c", "echo ready; [ -e /data ] || echo ready; touch /data; exec sleep 600"},
            ready = @Ready(log = "ready", times = 2, timeout = 20))
    static class TwiceTestCase {
        @Test
        void aLineIsEnoughAfterARestart(RunningContainer twice) {
            for (int i = 0; i < 3; i++) {
                twice.kill();
                twice.start();
            }
            assertThat(twice.logs()).isEqualTo("ready\n".repeat(5));
        }
    }

    /** After a restart it ends. */
    @WithContainer(
            name = "once",
            image = "busybox:1.36",
            command = {"sh", "-c", "[ -e /data ] && exit 5; touch /data; exec sleep 600"})
    static class OnceTestCase {
        @Test
        void isNotReadyAgain(RunningContainer once) {
            assertThatThrownBy(() -> once.restart(Duration.ZERO))
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining("code 5");
        }
    }

    @Box
    static class KeptTestCase {
        @Test
        void keeps(RunningContainer box) {
            kept = box;
        }
    }

    @Box
    static class RemovedTestCase {
        @Test
        void saysWhoIsGone(RunningContainer box) {
            box.client().containers().remove(box.id());
            assertThat(box.isRunning()).isFalse();
            assertThatThrownBy(() -> box.exec("true"))
                    .isInstanceOf(ContainerStateException.class)
                    .hasMessage(
                            "Cannot run 'true' in container 'box' (busybox:1.36): it doesn't exist any more; somebody has"
                                    + " removed it.");
            assertThatThrownBy(() -> box.files().exists("/bin")).isInstanceOf(ContainerStateException.class);
            assertThatThrownBy(box::logs).isInstanceOf(ContainerStateException.class);
            assertThatThrownBy(box::snapshot).isInstanceOf(ContainerStateException.class);
            assertThatThrownBy(() -> box.followLogs(line -> {})).isInstanceOf(ContainerStateException.class);
        }
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            volumes = "/data",
            command = {"sleep", "600"})
    static class FrozenTestCase {
        @Test
        void isKeptAsItIsNow(RunningContainer box) {
            box.files().write("/data/file", "before");
            Snapshot snapshot = box.snapshot();
            try {
                assertThat(box.state().paused()).isFalse();
                assertThat(snapshot.consistent()).isTrue();
                box.files().write("/data/file", "after");
                try (Started opened = Started.asleep(snapshot.images().get(0).name())) {
                    assertThat(opened.sh("cat /data/file")).isEqualTo("before");
                }
            } finally {
                new Snapshots(TestEngine.CLIENT).remove(snapshot);
            }
        }
    }

    @Test
    void life() {
        try (Run run = Run.of(
                WebTestCase.class,
                TwiceTestCase.class,
                OnceTestCase.class,
                FrozenTestCase.class,
                RemovedTestCase.class)) {
            assertThat(run.failures()).isEqualTo(List.of());
            assertThat(run.tests()).isEqualTo("9 ok, 0 failed, 0 aborted");
        }
    }

    @Test
    void afterItsTestsItSaysWhyItIsGone() {
        try (Run run = Run.of(KeptTestCase.class)) {
            assertThat(run.failures()).isEqualTo(List.of());
        }
        RunningContainer gone = kept;
        assertThat(gone).isNotNull();
        assertThatThrownBy(() -> gone.exec("true"))
                .isInstanceOf(ContainerStateException.class)
                .hasMessageStartingWith(
                        "Cannot run 'true' in container 'box' (busybox:1.36): it was removed when class KeptTestCase ended.");
        assertThat(gone.name()).isEqualTo("box");
        assertThat(gone.isRunning()).isFalse();
    }
}
