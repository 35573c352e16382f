package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.Filters;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.snapshot.SnapshotLabels;
import dev.drydock.testing.Fork;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import dev.drydock.testing.WarmImagesOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several JVMs that start the same containers warm, and one that is killed while it freezes them. */
@Tag("long")
@ExtendWith(LeakCheck.class)
class WarmJvmsIT {
    @Test
    void twoAtOnceAreBothRightAndTheNextStartsFromOneOfThem() throws IOException, InterruptedException {
        try (WarmImagesOf images = new WarmImagesOf("MethodTestCase");
                Fork one = Fork.of(WarmTestCases.MethodTestCase.class);
                Fork other = Fork.of(WarmTestCases.MethodTestCase.class)) {
            String first = one.await(WarmTestCases.STATE);
            String second = other.await(WarmTestCases.STATE);

            assertThat(one.toEnd()).contains("sees(RunningContainer) SUCCESSFUL");
            assertThat(other.toEnd()).contains("sees(RunningContainer) SUCCESSFUL");
            assertThat(images.list()).hasSizeBetween(1, 2);
            WarmTestCases.SEEN.clear();
            try (Run next = Run.of(WarmTestCases.MethodTestCase.class)) {
                assertThat(next.failures()).isEmpty();
            }
            assertThat(WarmTestCases.last().state()).isIn(first, second);
        }
    }

    /** Both freeze at the same moment; which of them is the faster differs. */
    @ParameterizedTest
    @ValueSource(classes = {WarmTestCases.AtOnceTestCase.class, WarmTestCases.AtOnceWithSecretTestCase.class})
    void ofTwoThatFreezeAtOnceOneStays(Class<?> fixture) throws IOException, InterruptedException {
        try (WarmImagesOf images = new WarmImagesOf(fixture.getSimpleName())) {
            String first;
            String second;
            try (Fork one = Fork.of(fixture);
                    Fork other = Fork.of(fixture)) {
                first = one.await(WarmTestCases.STATE);
                second = other.await(WarmTestCases.STATE);

                assertThat(one.toEnd()).contains("sees(RunningContainer) SUCCESSFUL", "[fork] through");
                assertThat(other.toEnd()).contains("sees(RunningContainer) SUCCESSFUL", "[fork] through");
            }
            assertThat(images.only().labels()).containsEntry(SnapshotLabels.MAKER, "");
            WarmTestCases.SEEN.clear();
            try (Run next = Run.of(fixture)) {
                assertThat(next.failures()).isEmpty();
            }
            assertThat(WarmTestCases.last().state()).isIn(first, second);
        }
    }

    @Test
    void anImageThatEachRunBuildsIsKnownByWhatIsInIt() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target/warm-it-build"));
        Files.writeString(folder.resolve("Dockerfile"), "FROM busybox:1.36\nRUN echo one >/made\n");
        try (WarmImagesOf images = new WarmImagesOf("BuiltTestCase")) {
            String first = stateOfARun();

            assertThat(stateOfARun()).isEqualTo(first);

            Files.writeString(folder.resolve("Dockerfile"), "FROM busybox:1.36\nRUN echo two >/made\n");
            assertThat(stateOfARun()).isNotEqualTo(first);
            assertThat(images.list()).hasSize(1);
        }
    }

    private static String stateOfARun() throws IOException, InterruptedException {
        try (Fork fork = Fork.of(WarmTestCases.BuiltTestCase.class)) {
            String state = fork.await(WarmTestCases.STATE);
            fork.toEnd();
            return state;
        }
    }

    @Test
    void twoProjectsWithClassesOfOneNameLeaveEachOthersAlone() throws IOException, InterruptedException {
        Path elsewhere = Path.of("target/warm-it-elsewhere").toAbsolutePath();
        for (Path folder : List.of(Path.of("").toAbsolutePath(), elsewhere)) {
            Files.createDirectories(folder.resolve("target"));
            Files.writeString(folder.resolve("target/warm-it.txt"), "one\n");
        }
        try (WarmImagesOf images = new WarmImagesOf("BoxTestCase");
                Fork one = Fork.of(WarmTestCases.BoxTestCase.class)) {
            one.toEnd();
            try (Fork other = Fork.withProperties(
                    List.of("-Duser.dir=" + elsewhere, "-Ddrydock.it.warm.colour=green"),
                    WarmTestCases.BoxTestCase.class)) {
                assertThat(other.toEnd()).contains("sees(RunningContainer) SUCCESSFUL");
            }
            assertThat(images.list()).hasSize(2);
        }
    }

    @Test
    void aBrokenImageThatCantBeRemovedIsNotStartedFromAgain() throws IOException, InterruptedException {
        try (WarmImagesOf images = new WarmImagesOf("MethodTestCase");
                Fork one = Fork.of(WarmTestCases.MethodTestCase.class)) {
            one.toEnd();
            ImageSummary broken = images.only();
            WarmIT.breakImage(broken);
            try (Started user = Started.with(
                            broken.repoTags().get(0),
                            spec -> spec.networkMode("none").command("sleep", "600"));
                    Fork other = Fork.of(WarmTestCases.MethodTestCase.class)) {
                assertThat(other.toEnd()).contains("sees(RunningContainer) SUCCESSFUL");
                assertThat(user.sh("echo runs")).isEqualTo("runs\n");
                // The broken one, and one that was made anew.
                assertThat(images.list()).hasSize(2);
            }
        }
    }

    /** What the reaper has to remove, the check for leaks waits for. */
    @Test
    void oneThatIsKilledWhileItFreezesLeavesNothing() throws InterruptedException {
        try (WarmImagesOf images = new WarmImagesOf("PostgresTwiceTestCase");
                Fork fork = Fork.of(WarmTestCases.PostgresTwiceTestCase.class)) {
            awaitHalfMade(fork);

            fork.kill();

            assertThat(images.list()).isEmpty();
        }
    }

    private static void awaitHalfMade(Fork fork) {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (TestEngine.CLIENT.images().list(Filters.byLabel(SnapshotLabels.MAKER)).stream()
                .noneMatch(each ->
                        each.labels().getOrDefault(SnapshotLabels.MAKER, "").contains("|" + fork.pid() + "|"))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Nothing is frozen");
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }
}
