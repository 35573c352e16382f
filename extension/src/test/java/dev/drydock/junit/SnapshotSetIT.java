package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.drydock.snapshot.Snapshot;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.Started;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A snapshot holds all containers of its test, as they were at the same instant. */
@ExtendWith(LeakCheck.class)
class SnapshotSetIT {
    @Box
    static class EachScopeTestCase {
        @Nested
        @WithContainer(
                name = "inner",
                image = "busybox:1.36",
                command = {"sleep", "600"})
        class Inner {
            @Test
            @WithContainer(
                    name = "own",
                    image = "busybox:1.36",
                    command = {"sleep", "600"},
                    open = "cat /etc/hostname")
            void fails(RunningContainer box, RunningContainer inner, RunningContainer own) {
                box.exec("touch", "/of-box");
                inner.exec("touch", "/of-inner");
                own.exec("touch", "/of-own");
                fail("on purpose");
            }

            @AfterEach
            void cleanUp(RunningContainer box) {
                box.exec("rm", "/of-box");
            }
        }
    }

    static class NotAskedForTestCase {
        @Test
        @Web
        void fails() {
            fail("on purpose");
        }
    }

    @Test
    void thoseOfEachScopeAreInIt() {
        try (Run run = Run.of(EachScopeTestCase.class)) {
            assertThat(run.failure()).hasMessage("on purpose");
            // The notice only: the clean-up, which works on a container that was paused, succeeds.
            assertThat(run.failure().getSuppressed()).hasSize(1);
            Snapshot snapshot = run.snapshot();
            assertThat(snapshot.consistent()).isTrue();
            assertThat(snapshot.images())
                    .extracting(Snapshot.Image::container)
                    .containsExactlyInAnyOrder("box", "inner", "own");
            for (Snapshot.Image each : snapshot.images()) {
                try (Started kept = Started.asleep(each.name())) {
                    assertThat(kept.sh("ls /of-*")).isEqualTo("/of-" + each.container() + "\n");
                }
            }
            assertThat(run.notices().get(0))
                    .containsSubsequence("\n  box: image", "\n  inner: image", "\n  own: image", "cat /etc/hostname");
        }
    }

    @Test
    void nobodyAsksNothingIsKept() {
        try (Run run = Run.of(NotAskedForTestCase.class)) {
            assertThat(run.failure()).hasMessage("on purpose").hasNoSuppressedExceptions();
            assertThat(run.snapshots()).isEmpty();
        }
    }
}
