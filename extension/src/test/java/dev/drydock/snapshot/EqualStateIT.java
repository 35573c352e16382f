package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.model.ImageDetails;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two snapshots of the same state share all that they hold, and are independent of each other nevertheless. */
@ExtendWith(LeakCheck.class)
class EqualStateIT {
    private static ImageDetails image(Snapshot snapshot) {
        return TestEngine.CLIENT
                .images()
                .inspect(snapshot.images().get(0).name().toString());
    }

    private static List<String> layers(Snapshot snapshot) {
        return image(snapshot).rootFS().layers();
    }

    @Test
    void theSecondHasTheLayersOfTheFirst() {
        try (Freezing freezing = new Freezing()) {
            String box = freezing.box("box", spec -> spec.volumes("/data"));
            Freezing.sh(box, "head -c 100000 /dev/urandom >/data/file && touch /own");
            SnapshotRequest request = freezing.request();

            Snapshot first = freezing.take(request.withLabels(Map.of(SnapshotLabels.KEY, "of the first")));
            Snapshot second = freezing.take(request);
            Freezing.sh(box, "touch /data/another");
            Snapshot third = freezing.take(request);
            Freezing.sh(box, "touch /more-of-its-own");
            Snapshot fourth = freezing.take(request);

            assertThat(layers(second)).isEqualTo(layers(first));
            assertThat(layers(third)).isNotEqualTo(layers(first));
            assertThat(layers(fourth)).isNotEqualTo(layers(third));
            Map<String, String> labels = image(second).config().labels();
            assertThat(labels)
                    .containsEntry(SnapshotLabels.ID, second.id())
                    .containsEntry(SnapshotLabels.KEY, "")
                    .containsEntry(SnapshotLabels.MAKER, "")
                    .containsEntry(
                            SnapshotLabels.STATE, image(first).config().labels().get(SnapshotLabels.STATE));
            Snapshots snapshots = new Snapshots(TestEngine.CLIENT);
            assertThat(snapshots.find(second.id()).orElseThrow().images()).isEqualTo(second.images());
        }
    }

    @Test
    void itOutlivesTheFirst() {
        try (Freezing freezing = new Freezing()) {
            String box = freezing.box("box", spec -> spec.volumes("/data"));
            Freezing.sh(box, "echo data >/data/file");
            Snapshot first = freezing.take(SnapshotOptions.DEFAULT);
            Snapshot second = freezing.take(SnapshotOptions.DEFAULT);
            Snapshots snapshots = new Snapshots(TestEngine.CLIENT);

            snapshots.remove(first);

            assertThat(snapshots.find(first.id())).isEmpty();
            assertThat(snapshots.find(second.id())).isPresent();
            try (Started again = Started.asleep(second.images().get(0).name())) {
                assertThat(again.sh("cat /data/file")).isEqualTo("data\n");
            }
        }
    }
}
