package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.ImageReference;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
        assertThat(found.removeCommand()).isEqualTo("docker rmi " + name);
        snapshots.remove(found);
        assertThat(snapshots.find(ID)).isEmpty();
    }

    private static String build(BuildSpec spec) throws IOException {
        BuildContext context = new BuildContext().add("Dockerfile", "FROM scratch\nCMD [\"none\"]\n");
        try (InputStream tar = context.open()) {
            return TestEngine.CLIENT
                    .images()
                    .build(
                            spec.withLabels(Map.of(SnapshotLabels.ID, ID, SnapshotLabels.MAKER, "")),
                            tar,
                            progress -> {});
        }
    }
}
