package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.CommitSpec;
import dev.drydock.client.ContainerSpec;
import dev.drydock.client.Filters;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.snapshot.SnapshotLabels;
import dev.drydock.testing.Fork;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people make of Drydock's containers has their labels, too; it isn't Drydock's to remove. */
@ExtendWith(LeakCheck.class)
class InheritedLabelsIT {
    private static final String IMAGE = "kept-by-hand-for-tests:1";

    @Test
    void theSweepLeavesWhatPeopleMadeOfAContainer() throws IOException, InterruptedException {
        try (Fork fork = Fork.of(KilledJvmIT.HangingTestCase.class)) {
            String box = fork.await("[fixture] ");
            Map<String, String> labels =
                    TestEngine.CLIENT.containers().inspect(box).config().labels();
            String owner = String.valueOf(labels.get("dev.drydock.owner"));
            CommitSpec spec = CommitSpec.of(IMAGE)
                    .comment("by hand")
                    .label(SnapshotLabels.MAKER, owner)
                    .build();
            String image = TestEngine.CLIENT.containers().commit(box, spec);
            String mine = "";
            try {
                mine = TestEngine.CLIENT
                        .containers()
                        .create(ContainerSpec.of(IMAGE)
                                .name("kept-by-hand-for-tests")
                                .build());
                fork.kill();
                // A session of its own: one that lingers has looked already.
                Run next = Run.with(Map.of("drydock.session.linger", "0"), NoFailureIT.PassingTestCase.class);
                assertThat(next.failures()).isEmpty();

                assertThat(idsOfRun(String.valueOf(labels.get("dev.drydock.run"))))
                        .containsExactly(mine);
                assertThat(TestEngine.CLIENT.containers().inspect(mine).config().labels())
                        .containsEntry("dev.drydock.owner", owner);
                assertThat(TestEngine.CLIENT.images().inspect(IMAGE).id()).isEqualTo(image);
            } finally {
                if (!mine.isEmpty()) {
                    TestEngine.CLIENT.containers().remove(mine);
                }
                TestEngine.CLIENT.images().remove(IMAGE, false);
            }
        }
    }

    private static List<String> idsOfRun(String run) {
        return TestEngine.CLIENT.containers().list(Filters.byLabel("dev.drydock.run", run)).stream()
                .map(ContainerSummary::id)
                .toList();
    }
}
