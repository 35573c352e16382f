package dev.drydock.junit.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.ImageReference;
import dev.drydock.junit.internal.session.SnapshotSettings;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotBounds;
import dev.drydock.snapshot.SnapshotLabels;
import dev.drydock.snapshot.Snapshots;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What leaves the engine after a failure goes without what the settings call secret. */
@ExtendWith(LeakCheck.class)
class AfterKeepingIT {
    private static final String ID = "20260101-000000-0001";

    @TempDir
    private Path folder;

    private SnapshotSettings settings(boolean strip) {
        return new SnapshotSettings(
                SnapshotBounds.DEFAULT,
                Optional.of(folder.resolve("" + strip).toString()),
                Optional.empty(),
                strip,
                List.of("pin_code"),
                Optional.empty(),
                SnapshotSettings.ReplayFrom.FAILURE,
                false);
    }

    @Test
    void variablesThatTheSettingsNameAreTakenOut() throws IOException {
        Snapshots snapshots = new Snapshots(TestEngine.CLIENT);
        ImageReference name = ImageReference.parse("drydock/after.keeping/db:" + ID);
        try (InputStream tar = new BuildContext()
                .add("Dockerfile", "FROM busybox:1.36\nENV PIN_CODE=4711 PLAIN=value\n")
                .open()) {
            TestEngine.CLIENT
                    .images()
                    .build(
                            BuildSpec.DEFAULT
                                    .withTags(name)
                                    .withLabels(Map.of(
                                            SnapshotLabels.ID,
                                            ID,
                                            SnapshotLabels.CONTAINER,
                                            "db",
                                            SnapshotLabels.SIZE,
                                            "1")),
                            tar,
                            progress -> {});
        }
        Snapshot snapshot = snapshots.find(ID).orElseThrow();
        try {
            assertThat(new AfterKeeping(snapshots, settings(true)).bring(snapshot))
                    .singleElement()
                    .asString()
                    .startsWith("Exported to ");
            new AfterKeeping(snapshots, settings(false)).bring(snapshot);
        } finally {
            snapshots.remove(snapshot);
        }

        assertThat(Files.readString(folder.resolve("true/" + ID + "/snapshot.json")))
                .contains("\"PIN_CODE\"")
                .doesNotContain("PLAIN");
        assertThat(Files.readString(folder.resolve("false/" + ID + "/snapshot.json")))
                .doesNotContain("PIN_CODE");
    }
}
