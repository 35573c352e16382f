package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.ArchiveEntry;
import dev.drydock.client.ImageReference;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import dev.drydock.testing.TestImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a container has changed, by the layers of its image. */
@ExtendWith(LeakCheck.class)
@Tag("long")
class SnapshotDiffIT {
    private static final String BASE = "drydock-test/diff:1";

    private final Snapshots snapshots = new Snapshots(TestEngine.CLIENT);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Snapshot> taken = new ArrayList<>();
    private TestImage image;

    @BeforeEach
    void build() throws Exception {
        image = new TestImage(BASE, "busybox:1.36", """
                RUN mkdir -p /app/old /app/emptied /app/replaced && echo one >/app/config && echo two >/app/mode \
                 && echo three >/app/gone && echo four >/app/touched && echo five >/app/old/file \
                 && echo six >/app/emptied/file && echo seven >/app/replaced/file && ln -s config /app/link \
                 && mkdir /data && echo eight >/data/first
                VOLUME /data
                CMD ["sleep", "600"]""");
    }

    @AfterEach
    void remove() {
        taken.forEach(snapshots::remove);
        image.close();
        threads.shutdownNow();
    }

    private Snapshot take(Started container) {
        SnapshotRequest.Member member =
                new SnapshotRequest.Member("box", container.id(), BASE, "", List.of(), List.of());
        Snapshot snapshot = snapshots.take(
                SnapshotRequest.of(
                        SnapshotKind.CHECKPOINT, "[class:a.DiffTests]", "DiffTests.diff", List.of(member), "diff-it"),
                threads);
        taken.add(snapshot);
        return snapshot;
    }

    private static Map<String, FileDifference> byPath(List<FileDifference> differences) {
        return differences.stream().collect(Collectors.toMap(FileDifference::path, Function.identity()));
    }

    @Test
    void changesAgainstTheImage() {
        AtomicLong read = new AtomicLong();
        try (Started box = Started.of(BASE)) {
            box.sh("cd /app; sleep 1; echo ONE >config; chmod 600 mode; rm gone; touch touched; rm -r old;"
                    + " rm -r emptied; mkdir emptied; rm -r replaced; echo file >replaced; ln -sf mode link;"
                    + " mkdir new; echo new >new/file; ln new/file new/same; chown 7:8 new/file;"
                    + " echo more >/data/second");
            Map<String, FileDifference> differences = byPath(snapshots.diff(take(box), "box", read::set));

            assertThat(differences.values().stream().map(each -> each.type() + " " + each.path()))
                    .containsExactlyInAnyOrder(
                            "CHANGED /app/config",
                            "CHANGED /app/mode",
                            "REMOVED /app/gone",
                            "REMOVED /app/old",
                            "REMOVED /app/old/file",
                            "REMOVED /app/emptied/file",
                            "REMOVED /app/replaced/file",
                            "CHANGED /app/replaced",
                            "CHANGED /app/link",
                            "ADDED /app/new",
                            "ADDED /app/new/file",
                            "ADDED /app/new/same",
                            "ADDED /data/second");
            FileState config = differences.get("/app/config").after().orElseThrow();
            assertThat(config.size()).isEqualTo(4);
            // printf 'ONE\n' | sha256sum
            assertThat(config.sha256()).isEqualTo("bd52020371c038c4ad38a8d2df05dfa1a220d40fbe1ae83b63d6010cb527e531");
            assertThat(differences.get("/app/mode").before().orElseThrow().mode())
                    .isEqualTo(0644);
            assertThat(differences.get("/app/mode").after().orElseThrow().mode())
                    .isEqualTo(0600);
            FileState before = differences.get("/app/config").before().orElseThrow();
            assertThat(config.modified()).isAfter(before.modified());
            // Nobody has written to it since.
            assertThat(differences.get("/app/mode").after().orElseThrow().modified())
                    .isEqualTo(
                            differences.get("/app/mode").before().orElseThrow().modified());
            assertThat(differences.get("/app/link").after().orElseThrow().link())
                    .isEqualTo("mode");
            FileState same = differences.get("/app/new/same").after().orElseThrow();
            assertThat(same).isEqualTo(differences.get("/app/new/file").after().orElseThrow());
            assertThat(same.kind()).isEqualTo(ArchiveEntry.Kind.FILE);
            assertThat(List.of(same.uid(), same.gid())).containsExactly(7L, 8L);
            assertThat(differences.get("/data/second").volume()).isEqualTo("/data");
            assertThat(differences.get("/app/config").volume()).isEmpty();
            assertThat(read.get()).isGreaterThan(1_000_000);
        }
    }

    @Test
    void nothingChangedIsNothing() {
        try (Started box = Started.of(BASE)) {
            assertThat(snapshots.diff(take(box), "box", bytes -> {})).isEmpty();
        }
    }

    /** The snapshot's layers tell, by what made them. */
    @Test
    void changesWhenTheNameOfTheImageIsGone() {
        try (Started box = Started.of(BASE)) {
            box.sh("echo ONE >/app/config");
            Snapshot snapshot = take(box);
            TestEngine.CLIENT.images().remove(BASE, true);
            try {
                assertThat(snapshots.diff(snapshot, "box", bytes -> {}))
                        .extracting(FileDifference::path)
                        .containsExactly("/app/config");
            } finally {
                TestEngine.CLIENT.images().tag("busybox:1.36", ImageReference.parse(BASE));
            }
        }
    }

    @Test
    void changesBetweenTwoSnapshots() {
        try (Started box = Started.of(BASE)) {
            box.sh("echo ONE >/app/config; echo here >/app/both; echo a >/data/table");
            Snapshot before = take(box);
            box.sh("echo two >/app/config; rm /app/gone; echo b >/data/table");
            Snapshot after = take(box);

            assertThat(snapshots.diff(before, after, "box", bytes -> {}).stream()
                            .map(each -> each.type() + " " + each.path()))
                    .containsExactly("CHANGED /app/config", "REMOVED /app/gone", "CHANGED /data/table");
            assertThat(snapshots.diff(after, before, "box", bytes -> {}).stream()
                            .map(each -> each.type() + " " + each.path()))
                    .containsExactly("CHANGED /app/config", "ADDED /app/gone", "CHANGED /data/table");
            assertThat(snapshots.diff(after, after, "box", bytes -> {})).isEmpty();
        }
    }

    @Test
    void unknownContainerIsToldWithThoseThatAreThere() {
        try (Started box = Started.of(BASE)) {
            Snapshot snapshot = take(box);
            assertThatThrownBy(() -> snapshots.diff(snapshot, "db", bytes -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessage("Snapshot " + snapshot.id() + " has no container 'db', but 'box'");
        }
    }
}
