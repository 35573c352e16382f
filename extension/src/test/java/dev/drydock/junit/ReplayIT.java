package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import dev.drydock.client.ConflictException;
import dev.drydock.client.ExecResult;
import dev.drydock.client.Filters;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotKind;
import dev.drydock.snapshot.SnapshotRequest;
import dev.drydock.snapshot.Snapshots;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests start from what a snapshot has. */
@ExtendWith(LeakCheck.class)
class ReplayIT {
    /** What the fixtures saw. */
    static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

    private static final String VOLUME = "replay-of-the-user";

    static String sh(RunningContainer container, String commandLine) {
        ExecResult result = container.exec("sh", "-c", commandLine);
        return (result.stdoutText() + result.stderrText()).strip();
    }

    /** Each run writes; the user's volume, a file that is copied, and a password that is made up. */
    @CommitOnFailure
    @WithContainer(
            name = "store",
            image = "busybox:1.36",
            volumes = {VOLUME + ":/data", "/own"},
            env = "PASSWORD=${random:password}",
            files = @CopyIn(content = "copied", to = "/copied"),
            command = {"sh", "-c", "echo started; echo again; exec sleep 600"},
            ready = @Ready(log = "started|again", times = 2))
    @WithContainer(
            name = "reader",
            image = "busybox:1.36",
            volumes = VOLUME + ":/in:ro",
            dependsOn = "store",
            env = "STORE=${random:password}",
            command = {"sleep", "600"})
    static class FailingTestCase {
        @BeforeEach
        void checkpoint(RunningContainer store) {
            SEEN.add("copied " + sh(store, "cat /copied"));
            sh(store, "echo before >>/data/steps; echo before >>/own/steps");
            SEEN.add("checkpoint " + sh(store, "wc -l </own/steps"));
        }

        @Test
        void fails(RunningContainer store, RunningContainer reader) {
            if (sh(store, "wc -l </own/steps").equals("1")) {
                store.snapshot("before-it");
            }
            sh(store, "echo test >>/data/steps; echo test >>/own/steps; echo changed >/copied");
            SEEN.add("data " + sh(store, "cat /data/steps | tr '\n' ' '"));
            SEEN.add("own " + sh(store, "cat /own/steps | tr '\n' ' '"));
            SEEN.add("reader " + sh(reader, "cat /in/steps | tr '\n' ' '"));
            SEEN.add("password " + sh(store, "echo $PASSWORD") + sh(reader, "echo $STORE"));
            fail("on purpose");
        }
    }

    @AfterEach
    void removeVolume() {
        SEEN.clear();
        TestEngine.CLIENT.volumes().list(Filters.by("name", VOLUME)).stream()
                .filter(each -> each.name().equals(VOLUME))
                .forEach(each -> TestEngine.CLIENT.volumes().remove(each.name()));
    }

    private static List<String> seen(String what) {
        return SEEN.stream()
                .filter(each -> each.startsWith(what + " "))
                .map(each -> each.substring(what.length() + 1).strip())
                .toList();
    }

    @Test
    void aTestSeesItsFailureOrWhatWasBefore() {
        try (Run run = Run.of(FailingTestCase.class)) {
            assertThat(run.failure()).hasMessage("on purpose");
            Snapshot failure = run.snapshots().stream()
                    .filter(each -> each.kind() == SnapshotKind.FAILURE)
                    .findFirst()
                    .orElseThrow();
            assertThat(seen("data")).containsExactly("before test");

            try (Run again = Run.with(Map.of("drydock.replay", failure.id()), FailingTestCase.class)) {
                assertThat(again.failure()).hasMessage("on purpose");
                assertThat(seen("data")).last().isEqualTo("before test before test");
                assertThat(seen("own")).last().isEqualTo("before test before test");
                assertThat(seen("reader")).last().isEqualTo("before test before test");
                assertThat(seen("password")).hasSize(2);
                assertThat(seen("password").get(1))
                        .isEqualTo(seen("password").get(0))
                        .matches("([0-9a-f]{32})\\1");
                // Copied by the first run, changed, and not copied again.
                assertThat(seen("copied")).containsExactly("copied", "changed");
                assertThat(again.stderr())
                        .contains("[drydock] drydock.replay = " + failure.id() + ": containers of FailingTestCase.fails"
                                + " start from snapshot " + failure.id())
                        .contains("[drydock] class FailingTestCase: container 'store' is as it was at the failure of "
                                + failure.created() + "; container 'reader' is as it was at the failure of "
                                + failure.created() + ".");
                assertThat(again.reported("drydock.replay")).hasSize(1);
            }
            try (Run before = Run.with(
                    Map.of("drydock.replay", "FailingTestCase.fa", "drydock.replay.from", "before"),
                    FailingTestCase.class)) {
                assertThat(before.failure()).hasMessage("on purpose");
                // The checkpoint is of the store, alone; the other one starts as declared.
                assertThat(seen("own")).last().isEqualTo("before before test");
                assertThat(seen("reader")).last().isEqualTo("before before test");
                assertThat(before.reported("drydock.replay").get(0))
                        .contains("container 'store' is as it was at 'before-it', snapshot ")
                        .endsWith(
                                "container 'reader' starts as declared: there is no checkpoint of it before the failure");
            }
            // The user's volume has what the first run wrote.
            try (Started look = Started.with(
                    "busybox:1.36",
                    spec -> spec.networkMode("none").binds(VOLUME + ":/data").command("sleep", "600"))) {
                assertThat(look.sh("cat /data/steps")).isEqualTo("before\ntest\n");
            }
        }
    }

    @CommitOnFailure
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            network = "none",
            command = {"sleep", "600"})
    static class OneTestCase {
        @Test
        void fails(RunningContainer box) {
            SEEN.add("box " + sh(box, "ls /mark 2>&1"));
            box.exec("touch", "/mark");
            fail("on purpose");
        }

        @Test
        @WithContainer(
                name = "own",
                image = "busybox:1.36",
                network = "none",
                command = {"sleep", "600"})
        void hasOneOfItsOwn(RunningContainer own) {
            SEEN.add("own " + sh(own, "echo started"));
        }
    }

    /** Stands for the class as it has become. */
    @WithContainer(
            name = "other",
            image = "busybox:1.36",
            network = "none",
            command = {"sleep", "600"})
    static class OtherTestCase {
        @Test
        void starts(RunningContainer other) {
            SEEN.add("other " + sh(other, "echo started"));
        }
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            network = "none",
            command = {"sleep", "600"})
    @WithContainer(
            name = "added",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class AddedTestCase {
        @Test
        void isNotStarted() {
            SEEN.add("started anyway");
        }
    }

    /** A snapshot of one container, as if it were of that test. */
    private static Snapshot taken(Class<?> of, String name, String mark) {
        String test = "[engine:junit-jupiter]/[class:" + of.getName() + "]/[method:isNotStarted()]";
        return taken(SnapshotKind.FAILURE, test, name, "box", "busybox:1.36", mark);
    }

    private static Snapshot taken(
            SnapshotKind kind, String test, String name, String container, String image, String mark) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Started box =
                Started.with("busybox:1.36", spec -> spec.networkMode("none").command("sleep", "600"))) {
            box.sh("echo " + mark + " >/mark");
            return new Snapshots(TestEngine.CLIENT)
                    .take(
                            SnapshotRequest.of(
                                    kind,
                                    test,
                                    name,
                                    List.of(new SnapshotRequest.Member(
                                            container, box.id(), image, "", List.of(), List.of())),
                                    "ReplayIT"),
                            threads);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void itIsForThatTestsContainersOnly() {
        try (Run run = Run.of(OneTestCase.class)) {
            Snapshot failure = run.snapshot();
            SEEN.clear();
            try (Run again = Run.with(Map.of("drydock.replay", failure.id()), OneTestCase.class, OtherTestCase.class)) {
                assertThat(again.tests()).isEqualTo("2 ok, 1 failed, 0 aborted");
                assertThat(seen("box")).containsExactly("/mark");
                assertThat(seen("own")).containsExactly("started");
                assertThat(seen("other")).containsExactly("started");
            }
        }
    }

    @Test
    void whatWasAddedSinceIsExplained() {
        Snapshot snapshot = taken(AddedTestCase.class, "AddedTestCase.isNotStarted", "x");
        try (Run run = Run.with(Map.of("drydock.replay", snapshot.id()), AddedTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining(
                            "Snapshot " + snapshot.id() + " of AddedTestCase.isNotStarted can't be replayed:"
                                    + " class AddedTestCase has containers that it doesn't hold, [added]; it holds [box].");
            assertThat(SEEN).isEmpty();
        } finally {
            new Snapshots(TestEngine.CLIENT).remove(snapshot);
        }
    }

    @Test
    void oneThatIsNotThereIsSaid() {
        try (Run run = Run.with(Map.of("drydock.replay", "no-such-one"), OtherTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining(
                            "The setting drydock.replay: There is no snapshot 'no-such-one' on this engine;");
            assertThat(SEEN).isEmpty();
        }
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            network = "none",
            snapshot = "replay-it-attribute",
            command = {"sleep", "600"})
    @Execution(ExecutionMode.CONCURRENT)
    static class AttributeTestCase {
        @Test
        void first(RunningContainer box) {
            SEEN.add("mark " + sh(box, "cat /mark; echo more >>/mark"));
        }

        @Test
        @WithContainer(
                name = "by-another-name",
                image = "busybox:1.36",
                network = "none",
                snapshot = "replay-it-attribute",
                command = {"sleep", "600"})
        void another(@ContainerName("by-another-name") RunningContainer other) {
            SEEN.add("other " + sh(other, "cat /mark"));
        }
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            network = "none",
            snapshot = "replay-it-missing",
            command = {"sleep", "600"})
    static class MissingTestCase {
        @Test
        void isNotStarted() {
            SEEN.add("started anyway");
        }
    }

    @Test
    void byAttributeTheLatestOfThatNameCounts() {
        Snapshot earlier = taken(AttributeTestCase.class, "replay-it-attribute", "earlier");
        // In another second, so that which is the latest can be told.
        Instant taken = Instant.parse(earlier.created());
        await().until(() -> Instant.now().isAfter(taken.plusSeconds(1)));
        Snapshot later = taken(AttributeTestCase.class, "replay-it-attribute", "later");
        try (Run run = Run.with(Map.of("junit.jupiter.execution.parallel.enabled", "true"), AttributeTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(seen("mark")).containsExactly("later");
            assertThat(seen("other")).containsExactly("later");
        } finally {
            new Snapshots(TestEngine.CLIENT).remove(earlier);
            new Snapshots(TestEngine.CLIENT).find(later.id()).ifPresent(new Snapshots(TestEngine.CLIENT)::remove);
        }
        try (Run run = Run.of(MissingTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining("There is no snapshot 'replay-it-missing' on this engine;");
        }
    }

    @CommitOnFailure
    @WithContainer(
            name = "replay-shared",
            image = "busybox:1.36",
            scope = Scope.SESSION,
            network = "none",
            command = {"sleep", "600"})
    static class SharedTestCase {
        @Test
        void fails(@ContainerName("replay-shared") RunningContainer shared) {
            SEEN.add("shared " + sh(shared, "cat /mark 2>&1"));
            if (sh(shared, "ls /mark 2>/dev/null").isEmpty()) {
                sh(shared, "echo one >/mark");
                shared.snapshot("replay-it-shared");
            }
            sh(shared, "echo two >/mark");
            fail("on purpose");
        }
    }

    @Test
    @Tag("long")
    void containersOfTheRunStartFromTheirCheckpoint() {
        try (Run run = Run.of(SharedTestCase.class)) {
            String failure = run.snapshot().id();
            Map<String, String> before = Map.of("drydock.replay", failure, "drydock.replay.from", "before");
            try (Run atFailure = Run.with(Map.of("drydock.replay", failure), SharedTestCase.class);
                    Run atCheckpoint = Run.with(before, SharedTestCase.class)) {
                assertThat(atFailure.failure()).hasMessage("on purpose");
                assertThat(atCheckpoint.failure()).hasMessage("on purpose");
                assertThat(seen("shared")).hasSize(3).endsWith("two", "one");
            }
            removeWhenUnused(run.snapshot());
        } finally {
            removeCheckpoints("replay-it-shared");
        }
    }

    private static void removeCheckpoints(String name) {
        new Snapshots(TestEngine.CLIENT)
                .list().stream().filter(each -> each.name().equals(name)).forEach(ReplayIT::removeWhenUnused);
    }

    @Test
    void aContainerOfTheRunStartsFromNoneThatIsOnlyCalledAlike() {
        String test = "[engine:junit-jupiter]/[class:" + ReplayIT.class.getName() + "]/[method:another()]";
        Snapshot other = taken(SnapshotKind.FAILURE, test, "ReplayIT.another", "replay-shared", "redis:7", "foreign");
        try (Run run = Run.with(Map.of("drydock.replay", other.id()), SharedTestCase.class)) {
            assertThat(seen("shared")).containsExactly("cat: can't open '/mark': No such file or directory");
            assertThat(run.stderr())
                    .contains("container 'replay-shared' starts as declared: that of the snapshot was made of another"
                            + " image, redis:7.");
        } finally {
            removeWhenUnused(other);
            removeCheckpoints("replay-it-shared");
        }
    }

    @Test
    @Tag("long")
    void whatAnotherClassStartedWarmFromIsNotThisOnes() {
        Snapshot warm = taken(
                SnapshotKind.WARM,
                "class AnotherTestCase: box",
                "warm AnotherTestCase",
                "box",
                "busybox:1.36",
                "foreign");
        try (Run run = Run.of(OneTestCase.class)) {
            Map<String, String> before = Map.of("drydock.replay", run.snapshot().id(), "drydock.replay.from", "before");
            try (Run again = Run.with(before, OneTestCase.class)) {
                assertThat(again.tests()).isEqualTo("1 ok, 1 failed, 0 aborted");
                assertThat(seen("box")).hasSize(2).last().asString().contains("No such file");
            }
        } finally {
            new Snapshots(TestEngine.CLIENT).remove(warm);
        }
    }

    @CommitOnFailure
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            network = "none",
            labels = "made.up=${random:label}",
            command = {
                "sh",
                "-c",
                "echo $0 >/now; [ -e /made ] || cp /now /made; echo is up; exec sleep 600",
                "${random:command}"
            },
            ready = @Ready(log = "is up"))
    @WithContainer(
            name = "other",
            image = "busybox:1.36",
            files = @CopyIn(content = "${random:command}", to = "/from-other"),
            network = "none",
            command = {"sleep", "600"})
    static class CommandSecretTestCase {
        @Test
        void fails(RunningContainer box, RunningContainer other) {
            SEEN.add("label " + box.inspect().config().labels().get("made.up"));
            SEEN.add("made " + sh(box, "cat /made"));
            SEEN.add("made " + sh(box, "cat /now"));
            SEEN.add("made " + sh(other, "cat /from-other"));
            fail("on purpose");
        }
    }

    @Test
    @Tag("long")
    void secretsOfTheCommandAndOfLabelsAreThoseOfThen() {
        try (Run run = Run.of(CommandSecretTestCase.class);
                Run again = Run.with(Map.of("drydock.replay", run.snapshot().id()), CommandSecretTestCase.class)) {
            assertThat(again.failure()).hasMessage("on purpose");
            assertThat(seen("made")).hasSize(6).allMatch(each -> each.matches("[0-9a-f]{32}"));
            assertThat(Set.copyOf(seen("made"))).hasSize(1);
            assertThat(seen("label")).hasSize(2).allMatch(each -> each.matches("[0-9a-f]{32}"));
            assertThat(Set.copyOf(seen("label"))).hasSize(1);
        }
    }

    @CommitOnFailure
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            network = "none",
            files = @CopyIn(content = "${random:pw}", to = "/secret"),
            command = {"sleep", "600"})
    static class FileSecretTestCase {
        @Test
        void fails(RunningContainer box) {
            // The secrets of this run are those of what it has taken itself.
            box.snapshot("file-secret");
            box.restore("file-secret");
            SEEN.add("secret " + sh(box, "cat /secret"));
            fail("on purpose");
        }
    }

    @Test
    void aSecretThatOnlyAFileHasIsRefused() {
        try (Run run = Run.of(FileSecretTestCase.class)) {
            assertThat(run.failure()).hasMessage("on purpose");
            Snapshot failure = run.snapshots().stream()
                    .filter(each -> each.kind() == SnapshotKind.FAILURE)
                    .findFirst()
                    .orElseThrow();
            try (Run again = Run.with(Map.of("drydock.replay", failure.id()), FileSecretTestCase.class)) {
                assertThat(again.failure())
                        .isInstanceOf(ContainerStartException.class)
                        .hasMessageContaining("its data was made with other values of the made-up secrets [pw]");
                assertThat(seen("secret")).hasSize(1);
            }
        }
    }

    /** The container of the run that was made of one goes when the session ends. */
    static void removeWhenUnused(Snapshot snapshot) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                new Snapshots(TestEngine.CLIENT).remove(snapshot);
                return;
            } catch (ConflictException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
    }
}
