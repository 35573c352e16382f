package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.ImageReference;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.snapshot.SnapshotLabels;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Logged;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import dev.drydock.testing.WarmImagesOf;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Containers that start from where they were when they had first become ready. */
@ExtendWith(LeakCheck.class)
class WarmIT {
    private static final Path FILE = Path.of("target/warm-it.txt");

    @BeforeEach
    void forget() throws IOException {
        WarmTestCases.SEEN.clear();
        Files.writeString(FILE, "one\n");
    }

    /** In a session of its own: one that lingers has frozen what the test before was about, and doesn't do so again. */
    private static WarmTestCases.Seen seenBy(Class<?> fixture) {
        return seenBy(fixture, "0");
    }

    private static WarmTestCases.Seen seenBy(Class<?> fixture, String linger) {
        try (Run run = Run.with(Map.of("drydock.session.linger", linger), fixture)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.tests()).isEqualTo("1 ok, 0 failed, 0 aborted");
        }
        return WarmTestCases.last();
    }

    @Test
    void theSecondRunStartsFromTheImageOfTheFirst() {
        try (WarmImagesOf images = new WarmImagesOf("BoxTestCase")) {
            WarmTestCases.Seen first = seenBy(WarmTestCases.BoxTestCase.class);
            WarmTestCases.Seen second = seenBy(WarmTestCases.BoxTestCase.class);

            // With its made-up secret, and its file.
            assertThat(second).isEqualTo(first);
            assertThat(first.more()).matches("[0-9a-f]{32}\none\n");
            ImageSummary image = images.only();
            assertThat(second.snapshot()).isEqualTo(image.labels().get(SnapshotLabels.ID));
            assertThat(image.labels())
                    .containsEntry(SnapshotLabels.MAKER, "")
                    .containsEntry(SnapshotLabels.READY, "box=log");
        }
    }

    @Test
    void whatHasChangedStartsCold() throws IOException {
        try (WarmImagesOf images = new WarmImagesOf("BoxTestCase")) {
            String state = seenBy(WarmTestCases.BoxTestCase.class).state();
            Files.writeString(FILE, "two\n");

            WarmTestCases.Seen changed = seenBy(WarmTestCases.BoxTestCase.class);
            System.setProperty("drydock.it.warm.colour", "blue");
            WarmTestCases.Seen blue = seenBy(WarmTestCases.BoxTestCase.class);

            assertThat(changed.state()).isNotEqualTo(state);
            assertThat(changed.more()).endsWith("two\n");
            assertThat(blue.state()).isNotIn(state, changed.state());
            assertThat(seenBy(WarmTestCases.BoxTestCase.class)).isEqualTo(blue);
            assertThat(images.list()).isNotEmpty();
        } finally {
            System.clearProperty("drydock.it.warm.colour");
        }
    }

    @Test
    void aBrokenImageIsRemovedAndTheContainerStartsCold() throws IOException {
        // Both in the same one, which doesn't freeze a second time; and that in none of another test's.
        String linger = "2500ms";
        try (WarmImagesOf images = new WarmImagesOf("BoxTestCase");
                Logged log = new Logged()) {
            String state = seenBy(WarmTestCases.BoxTestCase.class, linger).state();
            breakImage(images.only());

            WarmTestCases.Seen cold = seenBy(WarmTestCases.BoxTestCase.class, linger);

            assertThat(cold.state()).isNotEqualTo(state);
            assertThat(cold.snapshot()).isEmpty();
            assertThat(log.warnings()).anyMatch(each -> each.contains("'box'") && each.contains("starts cold"));
            assertThat(images.list()).isEmpty();
        }
    }

    static void breakImage(ImageSummary image) throws IOException {
        String name = image.repoTags().get(0);
        BuildContext context = new BuildContext();
        context.add("Dockerfile", "FROM " + name + "\nRUN touch /broken\n");
        try (InputStream tar = context.open()) {
            TestEngine.CLIENT
                    .images()
                    .build(BuildSpec.DEFAULT.withTags(ImageReference.parse(name)), tar, progress -> {});
        }
    }

    @Test
    void theSettingIsForAllContainers() {
        Map<String, String> warm = Map.of("drydock.warm", "true");
        try (WarmImagesOf images = new WarmImagesOf("SettingTestCase");
                Run first = Run.with(warm, WarmTestCases.SettingTestCase.class);
                Run second = Run.with(warm, WarmTestCases.SettingTestCase.class);
                Run cold = Run.of(WarmTestCases.SettingTestCase.class)) {
            List<WarmTestCases.Seen> seen = WarmTestCases.SEEN;
            assertThat(seen).hasSize(3);
            assertThat(images.list()).hasSize(1);
            assertThat(seen.get(1)).isEqualTo(seen.get(0));
            assertThat(seen.get(2).state()).isNotEqualTo(seen.get(0).state());
            assertThat(List.of(first.tests(), second.tests(), cold.tests())).containsOnly("1 ok, 0 failed, 0 aborted");
        }
    }

    @Test
    void aLineThatOnlyANewDatabaseWritesTwiceIsNotWaitedForTwice() {
        try (WarmImagesOf images = new WarmImagesOf("PostgresTwiceTestCase")) {
            WarmTestCases.Seen first = seenBy(WarmTestCases.PostgresTwiceTestCase.class);
            WarmTestCases.Seen second = seenBy(WarmTestCases.PostgresTwiceTestCase.class);

            assertThat(second.state()).isEqualTo(first.state());
            assertThat(images.only().labels()).containsEntry(SnapshotLabels.READY, "db=log,port:5432");
            assertThat(second.snapshot()).isNotEmpty();
        }
    }

    @Test
    void redisBeginsEmptyEachTime() {
        try (WarmImagesOf images = new WarmImagesOf("RedisTestCase")) {
            WarmTestCases.Seen first = seenBy(WarmTestCases.RedisTestCase.class);
            WarmTestCases.Seen second = seenBy(WarmTestCases.RedisTestCase.class);

            // What the first test has written isn't in what was frozen before it.
            assertThat(second).isEqualTo(first);
            assertThat(first.state()).isEmpty();
            assertThat(second.snapshot()).isEqualTo(images.only().labels().get(SnapshotLabels.ID));
        }
    }

    @Test
    void containersThatDependOnEachOtherAreFrozenTogether() {
        try (WarmImagesOf images = new WarmImagesOf("ClosureTestCase")) {
            seenBy(WarmTestCases.ClosureTestCase.class);
            seenBy(WarmTestCases.ClosureTestCase.class);

            List<WarmTestCases.Seen> seen = WarmTestCases.SEEN;
            assertThat(seen.subList(2, 4)).isEqualTo(seen.subList(0, 2));
            assertThat(seen.get(0).state()).isNotEmpty().isEqualTo(seen.get(1).state());
            assertThat(seen.get(0).snapshot())
                    .isNotEmpty()
                    .isEqualTo(seen.get(1).snapshot());
            assertThat(images.list()).hasSize(2);
        }
    }

    @Test
    void aCustomizerKeepsItCold() {
        assertStaysCold(WarmTestCases.CustomizerTestCase.class, "customizers");
    }

    @Test
    void whatMustBeKilledStaysCold() {
        assertStaysCold(WarmTestCases.DeafTestCase.class, "had to be killed");
    }

    @Test
    void whatCantBeSeenToBeReadyAgainStaysCold() {
        assertStaysCold(WarmTestCases.OnceOnlyTestCase.class, "isn't warm");
    }

    private static void assertStaysCold(Class<?> fixture, String why) {
        try (WarmImagesOf images = new WarmImagesOf(fixture.getSimpleName());
                Logged log = new Logged()) {
            WarmTestCases.Seen first = seenBy(fixture);
            WarmTestCases.Seen second = seenBy(fixture);

            assertThat(second.state()).isNotEqualTo(first.state());
            assertThat(first.snapshot()).isEmpty();
            assertThat(second.snapshot()).isEmpty();
            assertThat(images.list()).isEmpty();
            assertThat(log.warnings()).anyMatch(each -> each.contains("'box'") && each.contains(why));
        }
    }

    @Test
    void thoseOfTheRunAndOfMethodsStartWarmToo() {
        try (WarmImagesOf images = new WarmImagesOf("the test run", "MethodTestCase")) {
            for (Class<?> each : List.of(WarmTestCases.SharedTestCase.class, WarmTestCases.MethodTestCase.class)) {
                WarmTestCases.Seen first = seenBy(each);
                WarmTestCases.Seen second = seenBy(each);

                assertThat(second.state()).isEqualTo(first.state());
                assertThat(second.snapshot()).isNotEmpty();
            }
            assertThat(images.list()).hasSize(2);
        }
    }

    @Test
    void classesOfOneSimpleNameLeaveEachOthersAlone() {
        // What was frozen once in a run, and was removed by hand, isn't frozen again.
        System.setProperty("drydock.it.warm.colour", "not like its twin");
        try (WarmImagesOf images = new WarmImagesOf("BoxTestCase")) {
            WarmTestCases.Seen one = seenBy(WarmTestCases.BoxTestCase.class);
            // With another setting it is a run of its own: what a run has started from stays for it.
            try (Run run = Run.with(Map.of("drydock.snapshot.count", "999"), WarmTestCases.Twin.BoxTestCase.class)) {
                assertThat(run.failures()).isEmpty();
            }

            assertThat(WarmTestCases.last().snapshot()).isNotEmpty().isNotEqualTo(one.snapshot());
            assertThat(images.list()).hasSize(2);
            assertThat(seenBy(WarmTestCases.BoxTestCase.class)).isEqualTo(one);
        } finally {
            System.clearProperty("drydock.it.warm.colour");
        }
    }

    @Test
    void aSnapshotOfAFailureIsNoneToStartOthersFrom() {
        try (WarmImagesOf images = new WarmImagesOf("FailingTestCase");
                Run first = Run.of(WarmTestCases.FailingTestCase.class);
                Run second = Run.of(WarmTestCases.FailingTestCase.class)) {
            assertThat(second.snapshot().image("box").orElseThrow().setup().image())
                    .isEqualTo("busybox:1.36");
            ImageSummary failure = TestEngine.CLIENT
                    .images()
                    .list(dev.drydock.client.Filters.by(
                            "reference", second.snapshot().images().get(0).name()))
                    .get(0);
            assertThat(failure.labels())
                    .containsEntry(SnapshotLabels.KEY, "")
                    .containsEntry(SnapshotLabels.KIND, "failure");
            assertThat(images.list()).hasSize(1);
            assertThat(first.tests()).isEqualTo(second.tests());
        }
    }
}
