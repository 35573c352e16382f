package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.ImageReference;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.TestEngine;
import dev.drydock.testing.TestImage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes when there are too many snapshots, and what doesn't. Others have theirs on the same engine. */
@Tag("long")
@ExtendWith(LeakCheck.class)
class SnapshotPruneIT {
    private static final Duration EVER = Duration.ofDays(1000);
    private static final Set<SnapshotKind> ALL = EnumSet.allOf(SnapshotKind.class);

    private final DockerClient client = TestEngine.CLIENT;
    private final Snapshots snapshots = new Snapshots(client);

    private Pruning pruning(Instant now, StoredSet... sets) {
        List<String> ids = Stream.of(sets).map(each -> each.id).toList();
        return new Pruning(client, snapshots::list, ids::contains, id -> false, now);
    }

    private static SnapshotBounds count(int count) {
        return new SnapshotBounds(count, Long.MAX_VALUE, EVER);
    }

    /** Podman counts the archive that the file came in, containerd's store the blocks of its file system, folders included. */
    private long layer() {
        if (client.isPodman()) {
            return 102_400;
        }
        return TestEngine.hasContentStore() ? 110_592 : StoredSet.BYTES;
    }

    @Test
    void theOldestGoesWithAllItsImages() throws IOException {
        try (StoredSet first = StoredSet.of("", "db", "web");
                StoredSet second = StoredSet.of("", "db")) {
            Pruning pruning = pruning(Instant.now(), first, second);
            List<Snapshot> beyond = pruning.beyond(count(1), ALL);
            assertThat(beyond).extracting(Snapshot::id).containsExactly(first.id);
            assertThat(first.isGone()).as("asking removes nothing").isFalse();

            List<Snapshot> removed = pruning.remove(beyond);

            assertThat(removed).extracting(Snapshot::id).containsExactly(first.id);
            assertThat(first.isGone()).isTrue();
            assertThat(second.isGone()).isFalse();
        }
    }

    @Test
    void thoseThatARunStillNeedsStayAndCount() throws IOException {
        try (StoredSet first = StoredSet.of("", "db");
                StoredSet second = StoredSet.of("", "db")) {
            List<String> ids = List.of(first.id, second.id);
            Pruning pruning = new Pruning(client, snapshots::list, ids::contains, first.id::equals, Instant.now());

            assertThat(pruning.beyond(count(1), ALL)).extracting(Snapshot::id).containsExactly(second.id);
        }
    }

    @Test
    void theirOwnBytesCount() throws IOException {
        try (StoredSet first = StoredSet.of("", "db");
                StoredSet second = StoredSet.of("", "db")) {
            Pruning pruning = pruning(Instant.now(), first, second);

            assertThat(pruning.beyond(new SnapshotBounds(10, 2 * layer(), EVER), ALL))
                    .isEmpty();
            assertThat(pruning.beyond(new SnapshotBounds(10, 2 * layer() - 1, EVER), ALL))
                    .extracting(Snapshot::id)
                    .containsExactly(first.id);
        }
    }

    @Test
    void theirAgeCounts() throws IOException {
        SnapshotBounds day = new SnapshotBounds(10, Long.MAX_VALUE, Duration.ofDays(1));
        try (StoredSet set = StoredSet.of("", "db")) {
            Instant now = Instant.now();

            assertThat(pruning(now.plus(Duration.ofHours(23)), set).beyond(day, ALL))
                    .isEmpty();
            assertThat(pruning(now.plus(Duration.ofHours(25)), set).beyond(day, ALL))
                    .hasSize(1);
        }
    }

    /** That a colleague has sent: it would be gone with the next failure. */
    @Test
    void theirAgeIsTheTimeThatTheyAreHere() throws IOException {
        SnapshotBounds day = new SnapshotBounds(10, Long.MAX_VALUE, Duration.ofDays(1));
        try (StoredSet set = StoredSet.taken(Instant.now().minus(Duration.ofDays(30)))) {
            // Podman doesn't know since when.
            assertThat(pruning(Instant.now(), set).beyond(day, ALL)).hasSize(client.isPodman() ? 1 : 0);
        }
    }

    @Test
    void otherKindsStay() throws IOException {
        try (StoredSet set = StoredSet.of("", "db")) {
            Pruning pruning = pruning(Instant.now(), set);

            assertThat(pruning.beyond(count(0), EnumSet.of(SnapshotKind.WARM, SnapshotKind.CHECKPOINT)))
                    .isEmpty();
            assertThat(pruning.beyond(count(0), EnumSet.of(SnapshotKind.FAILURE)))
                    .hasSize(1);
        }
    }

    @Test
    void whatAContainerWasStartedFromStays() throws IOException {
        try (StoredSet set = StoredSet.of("", "db", "web")) {
            Pruning pruning = pruning(Instant.now(), set);
            String container = client.containers()
                    .create(ContainerSpec.of(set.names.get(1).toString()).build());
            try {
                assertThat(pruning.beyond(count(0), ALL)).isEmpty();
                // One that was begun before the container was there.
                assertThat(pruning.remove(List.of(set.snapshot()))).isEmpty();
                assertThat(StoredSet.has(set.names.get(1).toString())).isTrue();
            } finally {
                client.containers().remove(container);
            }
        }
    }

    @Test
    void whatSomebodyHasBuiltOnOneStays() throws IOException {
        try (StoredSet set = StoredSet.of("", "db");
                TestImage theirs = new TestImage(
                        "somebody/prune:" + set.id, set.names.get(0).toString(), "ENV A=b")) {
            Pruning pruning = pruning(Instant.now().plus(Duration.ofDays(3)), set);

            pruning.remove(pruning.beyond(count(0), ALL));
            pruning.removeBroken();

            assertThat(set.isGone()).isTrue();
            assertThat(StoredSet.has(theirs.toString())).isTrue();
            assertThat(client.images().inspect(theirs.toString()).config().labels())
                    .as("it looks like ours")
                    .containsEntry(SnapshotLabels.ID, set.id);
        }
    }

    @Test
    void aNameOfSomebodysStays() throws IOException {
        try (StoredSet set = StoredSet.of("", "db")) {
            ImageReference theirs = ImageReference.parse("registry.example.com/drydock/stored.set/db:" + set.id);
            client.images().tag(set.names.get(0).toString(), theirs);
            try {
                assertThat(snapshots.bytes(set.snapshot()))
                        .as("nothing gets free")
                        .isZero();
                Pruning pruning = pruning(Instant.now(), set);
                pruning.remove(pruning.beyond(count(0), ALL));

                assertThat(set.isGone()).isTrue();
                assertThat(StoredSet.has(theirs.toString())).isTrue();
                assertThat(snapshots.find(set.id)).isEmpty();
            } finally {
                client.images().remove(theirs.toString(), false);
            }
        }
    }

    @Test
    void brokenOnesGoAfterADay() throws IOException {
        try (StoredSet broken = StoredSet.incomplete();
                StoredSet complete = StoredSet.of("", "db")) {
            Instant now = Instant.now();
            List<Snapshot> whole = List.of(complete.snapshot());
            List<String> ids = List.of(broken.id, complete.id);
            new Pruning(client, () -> whole, ids::contains, id -> false, now.plus(Duration.ofHours(23))).removeBroken();
            assertThat(broken.isGone()).isFalse();

            new Pruning(client, () -> whole, ids::contains, id -> false, now.plus(Duration.ofHours(25))).removeBroken();

            assertThat(broken.isGone()).isTrue();
            assertThat(complete.isGone()).isFalse();
        }
    }

    @Test
    void whatAKilledTransferHasLeftGoesAfterADay() throws IOException {
        try (StoredSet set = StoredSet.of("ENV DB_PASSWORD=x", "db")) {
            CleanedImages left = CleanedImages.of(client, set.snapshot(), name -> true, java.util.Map.of());
            String name = left.sources().values().iterator().next().toString();
            assertThat(name).startsWith("dryx");
            Pruning pruning = pruning(Instant.now().plus(Duration.ofHours(25)), set);

            pruning.removeBroken();

            assertThat(StoredSet.has(name)).isFalse();
            assertThat(set.isGone()).isFalse();
        }
    }

    @Test
    void twoMayDoItAtOnce() throws Exception {
        List<StoredSet> sets = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 4; i++) {
                sets.add(StoredSet.of("", "db", "web"));
            }
            StoredSet[] all = sets.toArray(StoredSet[]::new);
            List<Snapshot> beyond = pruning(Instant.now(), all).beyond(count(0), ALL);
            assertThat(beyond).hasSize(4);
            List<Future<List<Snapshot>>> both = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                both.add(threads.submit(() -> pruning(Instant.now(), all).remove(beyond)));
            }
            for (Future<List<Snapshot>> each : both) {
                each.get();
            }
            assertThat(sets).allMatch(StoredSet::isGone);
        } finally {
            threads.shutdownNow();
            sets.forEach(StoredSet::close);
        }
    }

    /** Of all that is there, where only such are removed as nobody can have. */
    @Test
    void thePublicMethodsReachTheEngine() throws IOException {
        try (StoredSet set = StoredSet.of("", "db")) {
            assertThat(snapshots.prunable(count(0), ALL))
                    .extracting(Snapshot::id)
                    .contains(set.id);
            SnapshotBounds wide = new SnapshotBounds(Integer.MAX_VALUE, Long.MAX_VALUE, EVER);
            assertThat(snapshots.prune(wide)).isEmpty();
            assertThat(snapshots.prune(wide, ALL)).isEmpty();
            assertThat(set.isGone()).isFalse();
        }
    }

    @Test
    void itsBytesAreThoseThatNoOtherImageHas() throws IOException {
        try (StoredSet set = StoredSet.of("", "db", "web")) {
            assertThat(snapshots.bytes(set.snapshot())).isEqualTo(2 * layer());
            try (TestImage other =
                    new TestImage("somebody/bytes:" + set.id, set.names.get(0).toString(), "ENV A=b")) {
                assertThat(snapshots.bytes(set.snapshot()))
                        .as("what " + other + " is built on doesn't get free")
                        .isEqualTo(layer());
            }
        }
    }
}
