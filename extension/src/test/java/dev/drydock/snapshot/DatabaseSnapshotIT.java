package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.ExecResult;
import dev.drydock.client.NetworkSpec;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real databases: each file of their data is in the image, and what is started from it has the rows. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class DatabaseSnapshotIT {
    private static final String PGDATA = "/var/lib/postgresql/data";

    private static void await(String container, String commandLine) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            ExecResult result = TestEngine.CLIENT.exec().run(container, "sh", "-c", commandLine);
            assertThat(result.exitCode())
                    .as(commandLine + ": " + result.stdoutText() + result.stderrText())
                    .isZero();
        });
    }

    private static String postgres(Freezing freezing, String network) {
        String db = freezing.start(
                "db",
                "postgres:15",
                // Nothing writes but the test.
                spec -> spec.env("POSTGRES_PASSWORD", "secret")
                        .network(network, "db")
                        .command(
                                "postgres",
                                "-c",
                                "autovacuum=off",
                                "-c",
                                "checkpoint_timeout=1d",
                                "-c",
                                "wal_level=minimal",
                                "-c",
                                "max_wal_senders=0"),
                List.of());
        // By TCP: while it is set up, it listens at a Unix socket only.
        await(db, "pg_isready -q -h 127.0.0.1 -U postgres");
        Freezing.sh(
                db,
                "psql -qU postgres -c \"create table t as select i, md5(i::text) from generate_series(1, 5000) i\" -c"
                        + " checkpoint");
        return db;
    }

    /** Twice the same: else something writes that isn't the test. */
    private static String quiet(String container, String folder) {
        String before = Freezing.sh(container, Freezing.listing(folder));
        for (int i = 0; i < 20; i++) {
            String now = Freezing.sh(container, Freezing.listing(folder));
            if (now.equals(before)) {
                return now;
            }
            before = now;
        }
        throw new AssertionError(folder + " never stays the same");
    }

    @Test
    void aSetOfTwoHasItsFilesItsRowsAndItsNames() {
        String network = TestEngine.CLIENT
                .networks()
                .create(NetworkSpec.of("databases-for-tests"))
                .id();
        try (Freezing freezing = new Freezing()) {
            freezing.atEnd(() -> TestEngine.CLIENT.networks().remove(network));
            String db = postgres(freezing, "databases-for-tests");
            String cache = freezing.start(
                    "cache",
                    "redis:7",
                    spec -> spec.network("databases-for-tests", "cache"),
                    List.of("redis-cli save"));
            await(cache, "redis-cli ping");
            Freezing.sh(cache, "redis-cli set answer 42");
            String before = quiet(db, PGDATA);

            Snapshot snapshot = freezing.take(SnapshotOptions.DEFAULT);

            assertThat(snapshot.consistent()).isTrue();
            assertThat(snapshot.remarks()).isEmpty();
            assertThat(quiet(db, PGDATA)).as("nothing has written meanwhile").isEqualTo(before);
            Snapshot.Image frozenDb = snapshot.image("db").orElseThrow();
            assertThat(frozenDb.setup().networks()).containsExactly(Map.entry("databases-for-tests", List.of("db")));
            try (Started files = Started.asleep(frozenDb.name())) {
                assertThat(files.sh(Freezing.listing(PGDATA))).isEqualTo(before).contains("999:999|700|.");
            }
            try (Started again = Started.of(frozenDb.name())) {
                await(again.id(), "pg_isready -q -h 127.0.0.1 -U postgres");
                assertThat(again.sh("psql -qAtU postgres -c 'select count(*), md5(string_agg(md5, null)) from t'"))
                        .isEqualTo(Freezing.sh(
                                db, "psql -qAtU postgres -c 'select count(*), md5(string_agg(md5, null)) from t'"));
            }
            try (Started again =
                    Started.of(snapshot.image("cache").orElseThrow().name())) {
                await(again.id(), "redis-cli ping");
                assertThat(again.sh("redis-cli get answer")).isEqualTo("42\n");
            }
        }
    }
}
