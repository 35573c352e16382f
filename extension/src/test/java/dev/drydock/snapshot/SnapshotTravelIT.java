package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.ExecResult;
import dev.drydock.client.ImageReference;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import dev.drydock.testing.TestImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the engine of a build machine to a colleague's: what PostgreSQL had stored is there. With {@code dev/travel}, which starts
 * the other engine; its address is in {@code DRYDOCK_TEST_OTHER_ENGINE}.
 */
@ExtendWith(LeakCheck.class)
class SnapshotTravelIT {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private DockerClient other = TestEngine.CLIENT;

    @TempDir
    private Path folder;

    @BeforeEach
    void connect() {
        String address = System.getenv("DRYDOCK_TEST_OTHER_ENGINE");
        assumeTrue(address != null, "another engine is needed: dev/travel");
        other = DockerClient.connect(EngineAddress.parse(String.valueOf(address)));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static String psql(DockerClient client, String container, String statement) {
        // Over TCP: while the database is being set up, only the socket answers.
        ExecResult result = client.exec()
                .run(
                        container,
                        "sh",
                        "-c",
                        "until pg_isready -q -h 127.0.0.1 -U postgres; do sleep 0.2; done; psql -U postgres -Atc \""
                                + statement + "\"");
        assertThat(result.exitCode()).as(result.stderrText()).isZero();
        return result.stdoutText().strip();
    }

    private Snapshot take(String image, String password) {
        try (Started db = Started.of(image)) {
            psql(
                    TestEngine.CLIENT,
                    db.id(),
                    "create table orders as select i as id, 'order ' || i as what from"
                            + " generate_series(1, 5000) i");
            psql(TestEngine.CLIENT, db.id(), "alter user postgres password '" + password + "'");
            SnapshotRequest request = SnapshotRequest.of(
                    SnapshotKind.FAILURE,
                    "[test]",
                    "Travel.orders",
                    List.of(new SnapshotRequest.Member("db", db.id(), "postgres:15", "", List.of(), List.of())),
                    "nobody|0|0|0");
            return new Snapshots(TestEngine.CLIENT).take(request, threads);
        }
    }

    @Test
    void whatIsExportedHereIsOpenedThere() throws IOException {
        Snapshots here = new Snapshots(TestEngine.CLIENT);
        Snapshots there = new Snapshots(other);
        try (TestImage image =
                new TestImage("drydock-test/travel:1", "postgres:15", "ENV POSTGRES_PASSWORD=travels-not-7143")) {
            Snapshot taken = here.find(take(image.toString(), "p").id()).orElseThrow();
            Path exported = folder.resolve("exported");
            try {
                here.export(taken, exported, true, bytes -> {});
            } finally {
                here.remove(taken);
            }
            Snapshot came = there.importFrom(exported, bytes -> {});
            try {
                assertThat(came.id()).isEqualTo(taken.id());
                assertThat(came.images()).hasSameSizeAs(taken.images());
                assertThat(came.evidence().isPresent())
                        .isEqualTo(taken.evidence().isPresent());
                assertThat(there.bytes(came)).isPositive();
                assertThat(rows(came.images().get(0).name())).isEqualTo("5000");
                // And back, from whatever that engine writes.
                Path returned = folder.resolve("returned");
                there.export(came, returned, true, bytes -> {});
                Snapshot back = here.importFrom(returned, bytes -> {});
                here.remove(back);
                assertThat(back.images().get(0).name())
                        .isEqualTo(taken.images().get(0).name());
            } finally {
                there.remove(came);
            }
            assertThat(there.find(taken.id())).isEmpty();
        }
    }

    private String rows(ImageReference image) {
        String container =
                other.containers().create(ContainerSpec.of(image.toString()).build());
        try {
            other.containers().start(container);
            return psql(other, container, "select count(*) from orders where what = 'order ' || id");
        } finally {
            other.containers().remove(container);
        }
    }
}
