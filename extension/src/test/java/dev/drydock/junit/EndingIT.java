package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import dev.drydock.testing.Watched;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How containers end: killed, or asked to; what is told before; and what is in the way. */
@ExtendWith(LeakCheck.class)
class EndingIT {
    private static final String POLITE =
            "trap 'exit 42' TERM; trap 'exit 43' USR1; echo up; while :; do sleep 0.1; done";
    private static final String STUBBORN = "trap '' TERM; echo up; while :; do sleep 0.1; done";

    @WithContainer(
            name = "killed",
            image = "busybox:1.36",
            labels = "ending=killed",
            command = {"sh", "-c", POLITE},
            ready = @Ready(log = "up"))
    static class KilledTestCase {
        @Test
        void passes() {}
    }

    @WithContainer(
            name = "polite",
            image = "busybox:1.36",
            labels = "ending=asked",
            graceful = true,
            command = {"sh", "-c", POLITE},
            ready = @Ready(log = "up"))
    @WithContainer(
            name = "signalled",
            image = "busybox:1.36",
            labels = "ending=asked",
            graceful = true,
            stopSignal = "SIGUSR1",
            command = {"sh", "-c", POLITE},
            ready = @Ready(log = "up"))
    @WithContainer(
            name = "stubborn",
            image = "busybox:1.36",
            labels = "ending=asked",
            graceful = true,
            stopTimeout = 1,
            command = {"sh", "-c", STUBBORN},
            ready = @Ready(log = "up"))
    static class AskedTestCase {
        @Test
        void passes() {}
    }

    @WithContainer(
            name = "paused",
            image = "busybox:1.36",
            labels = "ending=paused",
            graceful = true,
            command = {"sh", "-c", POLITE},
            ready = @Ready(log = "up"))
    static class PausedTestCase {
        @Test
        void pauses(RunningContainer paused) {
            TestEngine.CLIENT.containers().pause(paused.id());
        }
    }

    @WithContainer(
            name = "base",
            image = "busybox:1.36",
            labels = "ending=chain",
            graceful = true,
            command = {"sh", "-c", POLITE},
            ready = @Ready(log = "up"))
    @WithContainer(
            name = "middle",
            image = "busybox:1.36",
            labels = "ending=chain",
            graceful = true,
            dependsOn = "base",
            command = {"sh", "-c", POLITE},
            ready = @Ready(log = "up"))
    @WithContainer(
            name = "top",
            image = "busybox:1.36",
            labels = "ending=chain",
            graceful = true,
            stopTimeout = 1,
            dependsOn = "middle",
            command = {"sh", "-c", STUBBORN},
            ready = @Ready(log = "up"))
    static class ChainTestCase {
        @Test
        void passes() {}
    }

    /** Notes what it finds. */
    public static final class Noting implements ContainerListener {
        static final List<String> NOTES = new CopyOnWriteArrayList<>();

        @Override
        public void beforeStop(RunningContainer container) {
            NOTES.add(container.name() + " is told");
            NOTES.add(container.name() + " says "
                    + container.exec("echo", "still here").stdoutText().strip());
        }
    }

    /** Is of no use. */
    public static final class Failing implements ContainerListener {
        @Override
        public void beforeStop(RunningContainer container) {
            throw new IllegalStateException("of no use");
        }
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            listeners = Noting.class)
    @WithContainer(
            name = "other",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            listeners = Failing.class)
    static class ListenedTestCase {
        @Test
        void passes() {}
    }

    @WithContainer(
            name = "brief",
            image = "busybox:1.36",
            command = {"sh", "-c", "exit 3"},
            ready = @Ready(log = "never"),
            listeners = Noting.class)
    static class NotStartedTestCase {
        @Test
        void isNotReached() {}
    }

    @WithContainer(name = "data", image = "redis:7", ports = 6379, labels = "ending=halfway", listeners = Noting.class)
    @WithContainer(
            name = "up",
            image = "busybox:1.36",
            labels = "ending=halfway",
            command = {"sleep", "600"})
    @WithContainer(
            name = "lost",
            image = "busybox:1.36",
            labels = "ending=halfway",
            dependsOn = {"data", "up"},
            command = "/no/such/program")
    static class HalfWayTestCase {
        @Test
        void isNotReached() {}
    }

    @WithContainer(
            name = "one",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    @WithContainer(
            name = "two",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class JoinedTestCase {
        static String stranger = "";
        static String network = "";

        @Test
        void aStrangerJoins(RunningContainer one) {
            network = TestEngine.CLIENT.containers().inspect(one.id()).networkSettings().networks().keySet().stream()
                    .findFirst()
                    .orElseThrow();
            TestEngine.CLIENT.networks().connect(network, stranger, List.of("stranger"));
        }
    }

    /** Takes a second to end, and has the port until then. */
    @WithContainer(
            name = "slow",
            image = "busybox:1.36",
            publish = "21733:80",
            graceful = true,
            stopTimeout = 1,
            command = {"sh", "-c", "mkdir /www; trap '' TERM; echo 1 >/www/index.html; httpd -p 80 -h /www; " + STUBBORN
            })
    static class PortTestCase {
        @Test
        void passes(RunningContainer slow) {
            assertThat(slow.port(80)).isEqualTo(21733);
        }
    }

    static class SamePortTestCase extends PortTestCase {}

    /** What an engine tells of it: Podman nothing of signals. */
    private static String[] told(String... ends) {
        return Stream.of(ends)
                .filter(each -> !TestEngine.CLIENT.isPodman() || !each.contains(" kill "))
                .toArray(String[]::new);
    }

    @Test
    void killedWhenNothingIsSaid() {
        try (Watched watched = Watched.of("ending=killed", 1)) {
            assertThat(Run.of(KilledTestCase.class).failures()).isEmpty();

            assertThat(watched.ends()).containsExactly(told("killed kill 9", "killed die 137", "killed destroy"));
        }
    }

    @Test
    void askedByTheImagesSignalOrTheirOwnAndKilledWhenTheyDoNotEnd() {
        try (Watched watched = Watched.of("ending=asked", 3)) {
            assertThat(Run.of(AskedTestCase.class).failures()).isEmpty();

            List<String> ends = watched.ends();
            assertThat(ends).containsSubsequence(told("polite kill 15", "polite die 42", "polite destroy"));
            assertThat(ends).containsSubsequence(told("signalled kill 10", "signalled die 43", "signalled destroy"));
            assertThat(ends)
                    .containsSubsequence(
                            told("stubborn kill 15", "stubborn kill 9", "stubborn die 137", "stubborn destroy"));
            assertThat(ends).doesNotContain("polite kill 9", "signalled kill 9", "signalled kill 15");
        }
    }

    @Test
    void oneThatIsPausedIsAskedToo() {
        try (Watched watched = Watched.of("ending=paused", 1)) {
            assertThat(Run.of(PausedTestCase.class).failures()).isEmpty();

            assertThat(watched.ends()).contains("paused die 42");
        }
    }

    @Test
    void whatOthersDependOnEndsAfterThem() {
        try (Watched watched = Watched.of("ending=chain", 3)) {
            assertThat(Run.of(ChainTestCase.class).failures()).isEmpty();

            assertThat(watched.ends())
                    .containsSubsequence(
                            told("top die 137", "middle kill 15", "middle die 42", "base kill 15", "base die 42"));
        }
    }

    @Test
    void listenersAreToldWhileItRunsAndCannotKeepItFromItsEnd() {
        Noting.NOTES.clear();

        assertThat(Run.of(ListenedTestCase.class).failures()).isEmpty();
        assertThat(Noting.NOTES).containsExactly("box is told", "box says still here");
    }

    @Test
    void listenersOfOneThatNeverRanAreNotTold() {
        Noting.NOTES.clear();

        assertThat(Run.of(NotStartedTestCase.class).failure()).isInstanceOf(ContainerStartException.class);
        assertThat(Noting.NOTES).isEmpty();
    }

    @Test
    void aStartThatFailsHalfWayEndsWhatWasReadyAsAlways() {
        Noting.NOTES.clear();
        try (Watched watched = Watched.of("ending=halfway", 3)) {
            assertThat(Run.of(HalfWayTestCase.class).failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining("'lost' (busybox:1.36) couldn't be started");

            assertThat(watched.ends()).contains("data destroy", "up destroy", "lost destroy");
            assertThat(Noting.NOTES).containsExactly("data is told", "data says still here");
        }
    }

    @Test
    void aNetworkThatSomebodyElsesContainerHasJoinedGoesToo() {
        try (Started stranger = Started.asleep("busybox:1.36")) {
            JoinedTestCase.stranger = stranger.id();

            assertThat(Run.of(JoinedTestCase.class).failures()).isEmpty();
            assertThat(TestEngine.CLIENT
                            .containers()
                            .inspect(stranger.id())
                            .networkSettings()
                            .networks())
                    .doesNotContainKey(JoinedTestCase.network)
                    .hasSize(1);
        }
    }

    @Test
    void aChosenPortIsFreeForTheNextClass() {
        assertThat(Run.of(PortTestCase.class, SamePortTestCase.class).failures())
                .isEmpty();
    }
}
