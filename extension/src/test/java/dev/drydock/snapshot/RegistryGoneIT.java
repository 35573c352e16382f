package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.DockerClient;
import dev.drydock.client.Filters;
import dev.drydock.testing.DyingRegistry;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A registry goes away in the middle of a push. Engines try it again for more than a minute. */
@Tag("hard")
@ExtendWith(LeakCheck.class)
class RegistryGoneIT {
    private static final DockerClient CLIENT = TestEngine.CLIENT;

    private final Snapshots snapshots = new Snapshots(CLIENT);

    private static List<String> names(Snapshot snapshot) {
        return CLIENT.images().list(Filters.byLabel(SnapshotLabels.ID, snapshot.id())).stream()
                .flatMap(each -> each.repoTags().stream())
                .sorted()
                .toList();
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aPushThatIsCutOffIsToldAndLeavesTheSnapshotAsItWas() throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (DyingRegistry registry = new DyingRegistry();
                Started box = Started.asleep("busybox:1.36")) {
            box.sh("head -c 5000000 /dev/urandom >/file");
            Snapshot snapshot = snapshots.take(
                    SnapshotRequest.of(
                            SnapshotKind.FAILURE,
                            "test",
                            "RegistryGone.push",
                            List.of(new SnapshotRequest.Member(
                                    "box", box.id(), "busybox:1.36", "", List.of(), List.of())),
                            "test"),
                    threads);
            try {
                List<String> before = names(snapshot);

                assertThatThrownBy(() -> snapshots.push(snapshot, registry.name() + "/team", false, line -> {}))
                        .isInstanceOf(SnapshotException.class)
                        .hasMessageContaining(snapshot.id())
                        .hasMessageContaining(registry.name());

                assertThat(registry.isDead()).as("a layer was begun").isTrue();
                assertThat(names(snapshot)).isEqualTo(before);
                assertThat(snapshots.find(snapshot.id())).isPresent();
            } finally {
                snapshots.remove(snapshot);
            }
        } finally {
            threads.shutdown();
        }
    }
}
