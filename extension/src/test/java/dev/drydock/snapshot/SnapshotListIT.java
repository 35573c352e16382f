package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageReference;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a snapshot: neither half-made images, nor what somebody has built on one, which has its labels. */
@ExtendWith(LeakCheck.class)
class SnapshotListIT {
    private static final String ID = "20260101-000000-0000";

    private final Snapshots snapshots = new Snapshots(TestEngine.CLIENT);

    @Test
    void imageWithoutNameIsNone() throws IOException {
        String image = build(BuildSpec.DEFAULT);
        try {
            assertThat(snapshots.find(ID)).isEmpty();
        } finally {
            TestEngine.CLIENT.images().remove(image, true);
        }
    }

    @Test
    void imageThatSomebodyBuiltOnOneIsNone() throws IOException {
        ImageReference theirs = ImageReference.parse("somebody/else:1");
        build(BuildSpec.DEFAULT.withTags(theirs));
        try {
            assertThat(snapshots.find(ID)).isEmpty();
        } finally {
            TestEngine.CLIENT.images().remove(theirs.toString(), false);
        }
    }

    @Test
    void imageWithItsNameIsOneUntilItIsRemoved() throws IOException {
        ImageReference name = SnapshotNames.image("Some.test", "db", ID);
        build(BuildSpec.DEFAULT.withTags(name));

        Snapshot found = snapshots.find(ID).orElseThrow();

        assertThat(found.images()).extracting(Snapshot.Image::name).containsExactly(name);
        assertThat(found.removeCommand()).isEqualTo(EngineCommand.of(TestEngine.CLIENT) + " rmi " + name);
        snapshots.remove(found);
        assertThat(snapshots.find(ID)).isEmpty();
    }

    @Test
    void imageOfASetThatLacksAnotherIsNone() throws IOException {
        ImageReference name = SnapshotNames.image("Some.test", "db", ID);
        build(BuildSpec.DEFAULT.withTags(name), Map.of(SnapshotLabels.SIZE, "2"));
        try {
            assertThat(snapshots.find(ID)).isEmpty();
            assertThat(new SnapshotList(TestEngine.CLIENT).incomplete())
                    .filteredOn(each -> each.id().equals(ID))
                    .singleElement()
                    .extracting(each -> each.images().get(0).name())
                    .isEqualTo(name);
        } finally {
            TestEngine.CLIENT.images().remove(name.toString(), false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "null", "[]", "{\"volumes\":[{\"kind\":\"NAMED\"}]}", "{\"running\":\"perhaps\"}"})
    void imageWithASetupThatCannotBeReadIsNoneAndCanGo(String setup) throws IOException {
        ImageReference name = SnapshotNames.image("Some.test", "db", ID);
        build(BuildSpec.DEFAULT.withTags(name), Map.of(SnapshotLabels.SETUP, setup));
        try {
            assertThat(snapshots.list()).noneMatch(each -> each.id().equals(ID));
            assertThat(snapshots.find(ID)).isEmpty();
            assertThat(new SnapshotList(TestEngine.CLIENT).incomplete())
                    .anyMatch(each -> each.id().equals(ID) && each.images().size() == 1);
            new Pruning(
                            TestEngine.CLIENT,
                            snapshots::list,
                            ID::equals,
                            id -> false,
                            Instant.now().plus(Duration.ofDays(2)))
                    .removeBroken();
            assertThat(StoredSet.has(name.toString())).isFalse();
        } finally {
            TestEngine.CLIENT
                    .images()
                    .list(Filters.byLabel(SnapshotLabels.ID, ID))
                    .forEach(each -> TestEngine.CLIENT.images().remove(each.id(), true));
        }
    }

    @Test
    void whatALaterDrydockMountsIsLeftOut() throws IOException {
        ImageReference name = SnapshotNames.image("Some.test", "db", ID);
        build(
                BuildSpec.DEFAULT.withTags(name),
                Map.of(
                        SnapshotLabels.SETUP,
                        "{\"volumes\":[{\"kind\":\"CLUSTER\",\"volume\":\"a\",\"path\":\"/a\"},"
                                + "{\"kind\":\"NAMED\",\"volume\":\"b\",\"path\":\"/b\",\"later\":1}]}"));
        try {
            assertThat(snapshots.find(ID).orElseThrow().images().get(0).setup().volumes())
                    .containsExactly(new FrozenVolume(FrozenVolume.Kind.NAMED, "b", "/b", false, false));
        } finally {
            TestEngine.CLIENT.images().remove(name.toString(), false);
        }
    }

    @Test
    void imagesComeInTheOrderOfTheirStart() throws IOException {
        List<ImageReference> names = new ArrayList<>();
        try {
            for (String[] each : new String[][] {{"a", "[\"c\"]"}, {"b", "[]"}, {"c", "[\"b\"]"}}) {
                ImageReference name = SnapshotNames.image("Some.test", each[0], ID);
                build(
                        BuildSpec.DEFAULT.withTags(name),
                        Map.of(
                                SnapshotLabels.SIZE,
                                "3",
                                SnapshotLabels.CONTAINER,
                                each[0],
                                SnapshotLabels.KIND,
                                "warm",
                                SnapshotLabels.SETUP,
                                "{\"dependsOn\":" + each[1] + ",\"ofALaterDrydock\":1}"));
                names.add(name);
            }

            Snapshot found = snapshots.find(ID).orElseThrow();

            assertThat(found.images()).extracting(Snapshot.Image::container).containsExactly("b", "c", "a");
            assertThat(found.removeCommand())
                    .isEqualTo(EngineCommand.of(TestEngine.CLIENT) + " rmi " + names.get(1) + " " + names.get(2) + " "
                            + names.get(0));
            assertThat(snapshots.bytes(List.of(found))).containsExactly(Map.entry(ID, snapshots.bytes(found)));
            assertThat(found.kind()).isEqualTo(SnapshotKind.WARM);
            assertThat(found.evidence()).isEmpty();
        } finally {
            for (ImageReference each : names) {
                TestEngine.CLIENT.images().remove(each.toString(), false);
            }
        }
    }

    @Test
    void evidenceBelongsToItAndGoesWithIt() throws IOException {
        ImageReference image = SnapshotNames.image("Some.test", "db", ID);
        ImageReference evidence = ImageReference.parse("drydock/some.test:" + ID);
        build(BuildSpec.DEFAULT.withTags(image), Map.of(SnapshotLabels.SIZE, "1"));
        build(BuildSpec.DEFAULT.withTags(evidence), Map.of(SnapshotLabels.SIZE, "1", SnapshotLabels.CONTAINER, ""));

        Snapshot found = snapshots.find(ID).orElseThrow();

        assertThat(found.evidence()).contains(evidence);
        assertThat(found.images()).extracting(Snapshot.Image::name).containsExactly(image);
        assertThat(found.removeCommand()).endsWith(" " + image + " " + evidence);
        snapshots.remove(found);
        assertThat(new SnapshotList(TestEngine.CLIENT).incomplete())
                .noneMatch(each -> each.id().equals(ID));
    }

    @Test
    void itIsFoundByEachOfItsNames() throws IOException {
        ImageReference name = SnapshotNames.image("Some.test", "db", ID);
        build(BuildSpec.DEFAULT.withTags(name), Map.of(SnapshotLabels.NAME, "Some.test-of-lists"));
        Snapshot found = snapshots.find(ID).orElseThrow();
        try {
            assertThat(snapshots.find("20260101-000000-000")).contains(found);
            assertThat(snapshots.find(name.toString())).contains(found);
            assertThat(snapshots.find("Some.test-of-lists")).contains(found);
            assertThat(snapshots.find("20260101-000000-0001")).isEmpty();
            assertThat(snapshots.find("Some.test-of")).isEmpty();
            assertThat(snapshots.find("")).isEmpty();
        } finally {
            snapshots.remove(found);
        }
    }

    private static String build(BuildSpec spec) throws IOException {
        return build(spec, Map.of());
    }

    private static String build(BuildSpec spec, Map<String, String> more) throws IOException {
        Map<String, String> labels = new LinkedHashMap<>(
                Map.of(SnapshotLabels.ID, ID, SnapshotLabels.MAKER, "", SnapshotLabels.CONTAINER, "db"));
        labels.putAll(more);
        BuildContext context = new BuildContext().add("Dockerfile", "FROM scratch\nCMD [\"none\"]\n");
        try (InputStream tar = context.open()) {
            return TestEngine.CLIENT.images().build(spec.withLabels(labels), tar, progress -> {});
        }
    }
}
