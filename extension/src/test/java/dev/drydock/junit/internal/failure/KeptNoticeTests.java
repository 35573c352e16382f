package dev.drydock.junit.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.ImageReference;
import dev.drydock.snapshot.FrozenContainer;
import dev.drydock.snapshot.Redaction;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a snapshot can be typed, and has no secret in it. */
class KeptNoticeTests {
    private static final String IMAGE = "drydock/ordertests.keeps/db:20261122-014404-1ac9";

    private static KeptNotice notice(String password) {
        FrozenContainer setup = new FrozenContainer(
                "postgres:15", "sha256:1", "", List.of(), "", Map.of(), List.of(), List.of(), Map.of(), true);
        Snapshot.Image image = new Snapshot.Image(
                "db",
                ImageReference.parse(IMAGE),
                "sha256:2",
                "docker run --rm " + IMAGE + " psql -U " + password,
                setup);
        Snapshot snapshot = new Snapshot(
                "20261122-014404-1ac9",
                SnapshotKind.FAILURE,
                "OrderTests.keeps",
                "",
                "2026-11-22T01:44:04Z",
                true,
                List.of(image),
                Optional.empty(),
                "docker rmi " + IMAGE,
                List.of());
        Redaction secrets = Redaction.of(List.of()).with(List.of("POSTGRES_PASSWORD=" + password), "postgres:15");
        return new KeptNotice("OrderTests.keeps", snapshot, secrets, List.of());
    }

    @Test
    void aPasswordThatIsInTheNameOfTheImageLeavesThatAlone() {
        KeptNotice notice = notice("test");

        assertThat(notice.line()).contains("docker run --rm " + IMAGE + " psql -U ***");
        assertThat(notice.message()).contains("open it:  docker run --rm " + IMAGE + " psql -U ***");
        assertThat(notice.entry())
                .containsEntry("drydock.snapshot.db.open", "docker run --rm " + IMAGE + " psql -U ***");
    }
}
